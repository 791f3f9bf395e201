-- No look-up reads messages; a right that nothing uses is only there to be misused.
REVOKE SELECT ON messages FROM tg_lookup;
