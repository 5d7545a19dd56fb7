-- What decisions and signatures stand on: a verdict is stored once, and a file kept as evidence stays byte for byte what it was.

CREATE TRIGGER run_verdict_immutable BEFORE UPDATE ON "run_verdict"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The run it belongs to may be deleted.
CREATE TRIGGER attachment_content_immutable BEFORE UPDATE OF name, media_type, size_bytes, sha256, content ON "attachment"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
