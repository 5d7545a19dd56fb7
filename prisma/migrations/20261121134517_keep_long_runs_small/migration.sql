-- DropIndex
DROP INDEX "run_state_idx";

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "tidied_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "run_state_tidied_at_idx" ON "run"("state", "tidied_at");

-- What was measured never changes, and of a run that is there only one-second rows may be let go.
CREATE TRIGGER bucket_immutable
  BEFORE UPDATE ON "bucket"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_letting_go() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "run" WHERE "id" = OLD."run_id") THEN
    RAISE EXCEPTION 'only one-second rows of a run are let go' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END;
$$;

CREATE TRIGGER bucket_coarse_kept
  BEFORE DELETE ON "bucket"
  FOR EACH ROW WHEN (OLD."resolution" > 1) EXECUTE FUNCTION refuse_letting_go();
