-- AlterTable
ALTER TABLE "run_verdict" DROP COLUMN "totals",
ADD COLUMN     "sentence" TEXT NOT NULL;
