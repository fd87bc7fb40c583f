CREATE TABLE "approval_rolls" (
	"round_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"groups" text[] NOT NULL,
	"region" text,
	CONSTRAINT "approval_rolls_round_id_user_id_pk" PRIMARY KEY("round_id","user_id"),
	CONSTRAINT "approval_rolls_region" CHECK ("region" in ('AF', 'AN', 'AS', 'EU', 'NA', 'OC', 'SA'))
);
--> statement-breakpoint
ALTER TABLE "approval_rolls" ADD CONSTRAINT "approval_rolls_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_rolls" ADD CONSTRAINT "approval_rolls_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_rolls_user" ON "approval_rolls" USING btree ("user_id");