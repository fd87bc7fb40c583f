ALTER TABLE "restraints" DROP CONSTRAINT "restraints_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "restraints" DROP CONSTRAINT "restraints_process_id_user_id_pk";--> statement-breakpoint
ALTER TABLE "restraints" ALTER COLUMN "user_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "restraints" ADD COLUMN "address" text;--> statement-breakpoint
UPDATE "restraints" r SET "address" = encode(sha256(convert_to('restrained address ' || u."email", 'UTF8')), 'hex')
FROM "users" u WHERE u."id" = r."user_id";--> statement-breakpoint
ALTER TABLE "restraints" ALTER COLUMN "address" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "restraints" ADD CONSTRAINT "restraints_process_id_address_pk" PRIMARY KEY("process_id","address");--> statement-breakpoint
ALTER TABLE "restraints" ADD CONSTRAINT "restraints_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;
