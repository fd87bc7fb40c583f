CREATE TABLE "kept_words" (
	"user_id" uuid NOT NULL,
	"place" text NOT NULL,
	"words" jsonb NOT NULL,
	"session" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "kept_words_user_id_place_pk" PRIMARY KEY("user_id","place")
);
--> statement-breakpoint
CREATE TABLE "sent_forms" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"intent" text NOT NULL,
	"said" text NOT NULL,
	"answer" jsonb,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "endorsed_versions" ADD COLUMN "failed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "kept_words" ADD CONSTRAINT "kept_words_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sent_forms" ADD CONSTRAINT "sent_forms_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "kept_words_session" ON "kept_words" USING btree ("session");--> statement-breakpoint
CREATE INDEX "kept_words_at" ON "kept_words" USING btree ("at");--> statement-breakpoint
CREATE INDEX "sent_forms_person" ON "sent_forms" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sent_forms_at" ON "sent_forms" USING btree ("at");