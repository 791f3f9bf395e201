-- So that a process can tell, before it takes requests, whether the schema is its version's.
GRANT USAGE ON SCHEMA drizzle TO tg_app;
--> statement-breakpoint
GRANT SELECT ON drizzle.__drizzle_migrations TO tg_app;
