ALTER TABLE "endorsed_versions" ADD COLUMN "mail" text DEFAULT 'sent' NOT NULL;--> statement-breakpoint
ALTER TABLE "endorsed_versions" ADD COLUMN "mail_after" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "endorsed_versions" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "endorsed_versions" ADD CONSTRAINT "endorsed_versions_mail" CHECK ("mail" in ('due', 'taken', 'sent', 'failed'));