-- DropForeignKey
ALTER TABLE "decision" DROP CONSTRAINT "decision_cycle_id_fkey";

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
