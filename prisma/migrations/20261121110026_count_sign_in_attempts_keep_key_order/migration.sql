-- AlterTable
ALTER TABLE "plan" ALTER COLUMN "draft" SET DATA TYPE JSON;

-- AlterTable
ALTER TABLE "plan_revision" ALTER COLUMN "draft" SET DATA TYPE JSON,
ALTER COLUMN "compiled" SET DATA TYPE JSON;

-- CreateTable
CREATE TABLE "sign_in_attempt" (
    "account" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("account")
);

-- CreateIndex
CREATE INDEX "sign_in_attempt_since_idx" ON "sign_in_attempt"("since");
