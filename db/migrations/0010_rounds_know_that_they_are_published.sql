ALTER TABLE "rounds" ADD COLUMN "published_at" timestamp with time zone;--> statement-breakpoint
UPDATE "rounds" SET "published_at" = "counted"."at" FROM (
	SELECT "rounds"."id", min("compilations"."published_at") AS "at" FROM "rounds"
	JOIN "compilations" ON "rounds"."id" = ANY ("compilations"."round_ids")
	WHERE "compilations"."published_at" IS NOT NULL
	GROUP BY "rounds"."id"
) AS "counted" WHERE "rounds"."id" = "counted"."id";
