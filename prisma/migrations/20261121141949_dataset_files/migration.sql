-- CreateTable
CREATE TABLE "dataset_file" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    "columns" TEXT[],
    "sha256" TEXT NOT NULL,
    "uploaded_by" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "dataset_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset_chunk" (
    "file_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "dataset_chunk_pkey" PRIMARY KEY ("file_id","index")
);

-- CreateIndex
CREATE UNIQUE INDEX "dataset_file_project_id_name_sha256_key" ON "dataset_file"("project_id", "name", "sha256");

-- AddForeignKey
ALTER TABLE "dataset_file" ADD CONSTRAINT "dataset_file_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_chunk" ADD CONSTRAINT "dataset_chunk_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "dataset_file"("id") ON DELETE CASCADE ON UPDATE CASCADE;
