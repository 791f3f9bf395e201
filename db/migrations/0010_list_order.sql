-- ORDER BY … DESC puts nulls first; an index that puts them last cannot give that order, and each list sorted all it had.
DROP INDEX "contacts_seen";--> statement-breakpoint
DROP INDEX "conversations_recent";--> statement-breakpoint
DROP INDEX "unhandled_events_recent";--> statement-breakpoint
DROP INDEX "messages_timeline";--> statement-breakpoint
DROP INDEX "audit_entries_action";--> statement-breakpoint
DROP INDEX "audit_entries_subject";--> statement-breakpoint
DROP INDEX "audit_entries_actor";--> statement-breakpoint
DROP INDEX "escalations_recent";--> statement-breakpoint
DROP INDEX "receipts_order";--> statement-breakpoint
DROP INDEX "orders_recent";--> statement-breakpoint
DROP INDEX "orders_contact";--> statement-breakpoint
CREATE INDEX "contacts_seen" ON "contacts" USING btree ("ceo_id","last_seen_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "conversations_recent" ON "conversations" USING btree ("ceo_id","last_message_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "unhandled_events_recent" ON "unhandled_events" USING btree ("ceo_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "messages_timeline" ON "messages" USING btree ("ceo_id","conversation_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "audit_entries_action" ON "audit_entries" USING btree ("ceo_id","chain","action","seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "audit_entries_subject" ON "audit_entries" USING btree ("ceo_id","chain","subject_id","seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "audit_entries_actor" ON "audit_entries" USING btree ("ceo_id","chain","actor_id","seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "escalations_recent" ON "escalations" USING btree ("ceo_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "receipts_order" ON "receipts" USING btree ("ceo_id","order_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "orders_recent" ON "orders" USING btree ("ceo_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "orders_contact" ON "orders" USING btree ("ceo_id","contact_id","created_at" DESC NULLS FIRST);