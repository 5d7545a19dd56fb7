-- AlterTable
ALTER TABLE "plan_edit" DROP COLUMN "paths",
ADD COLUMN     "paths" JSONB NOT NULL;
