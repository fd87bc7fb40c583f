CREATE TABLE "attendance_sums" (
	"townhall_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"people" integer NOT NULL,
	CONSTRAINT "attendance_sums_townhall_id_kind_key_pk" PRIMARY KEY("townhall_id","kind","key"),
	CONSTRAINT "attendance_sums_kind" CHECK ("kind" in ('people', 'told', 'group', 'country'))
);
--> statement-breakpoint
CREATE TABLE "room_sums" (
	"node_id" uuid NOT NULL,
	"townhall_id" uuid NOT NULL,
	"language" text NOT NULL,
	"people" integer NOT NULL,
	CONSTRAINT "room_sums_node_id_townhall_id_language_pk" PRIMARY KEY("node_id","townhall_id","language"),
	CONSTRAINT "room_sums_language" CHECK ("language" in ('en', 'es', 'fr', 'ar', 'pt-BR', 'de', 'zh-CN', 'ja', 'sw'))
);
--> statement-breakpoint
DROP INDEX "room_presence_townhall";--> statement-breakpoint
-- Who is in a room is known only while servers run: their windows come back with them.
DELETE FROM "room_presence";--> statement-breakpoint
ALTER TABLE "room_presence" DROP CONSTRAINT "room_presence_pkey";--> statement-breakpoint
ALTER TABLE "room_presence" ALTER COLUMN "user_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "room_presence" ADD CONSTRAINT "room_presence_connection_townhall_id_pk" PRIMARY KEY("connection","townhall_id");--> statement-breakpoint
ALTER TABLE "attendance" ADD COLUMN "nth" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "room_presence" ADD COLUMN "is_elsewhere" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "attendance_sums" ADD CONSTRAINT "attendance_sums_townhall_id_townhalls_id_fk" FOREIGN KEY ("townhall_id") REFERENCES "public"."townhalls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_sums" ADD CONSTRAINT "room_sums_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_sums" ADD CONSTRAINT "room_sums_townhall_id_townhalls_id_fk" FOREIGN KEY ("townhall_id") REFERENCES "public"."townhalls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "room_sums_townhall" ON "room_sums" USING btree ("townhall_id");--> statement-breakpoint
CREATE INDEX "attendance_nth" ON "attendance" USING btree ("townhall_id","nth");--> statement-breakpoint
CREATE INDEX "room_presence_person" ON "room_presence" USING btree ("townhall_id","user_id");--> statement-breakpoint
CREATE INDEX "room_presence_elsewhere" ON "room_presence" USING btree ("townhall_id") WHERE is_elsewhere;--> statement-breakpoint
-- Takes the next arrivals of a meeting into its sums. Reads rows and locks none: those who go hold theirs, and wait for the sums.
CREATE FUNCTION tell_arrivals(p_townhall uuid) RETURNS void
LANGUAGE sql
AS $$
  WITH sums AS (
    SELECT coalesce(max(people) FILTER (WHERE kind = 'people'), 0) AS people,
      coalesce(max(people) FILTER (WHERE kind = 'told'), 0) AS told
    FROM attendance_sums WHERE townhall_id = p_townhall
  ),
  more AS (
    SELECT groups, country FROM attendance WHERE townhall_id = p_townhall ORDER BY nth
    OFFSET (SELECT told FROM sums) LIMIT (SELECT people - people % 10 - told FROM sums)
  )
  INSERT INTO attendance_sums AS sums (townhall_id, kind, key, people)
  SELECT p_townhall, kind, key, count(*) FROM (
    SELECT 'told' AS kind, '' AS key FROM more
    UNION ALL SELECT 'group', unnest(groups) FROM more
    UNION ALL SELECT 'country', country FROM more WHERE country <> ''
  ) AS traits GROUP BY kind, key
  ON CONFLICT (townhall_id, kind, key) DO UPDATE SET people = sums.people + excluded.people;
$$;
--> statement-breakpoint
-- How many have come; the row's lock lets those who come and go at the same moment be counted one after the other.
CREATE FUNCTION count_arrivals() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
  meeting record;
  counted record;
  earlier integer;
BEGIN
  FOR meeting IN SELECT townhall_id AS id, count(*) AS people FROM changed GROUP BY townhall_id ORDER BY townhall_id LOOP
    IF TG_OP = 'INSERT' THEN
      INSERT INTO attendance_sums AS sums (townhall_id, kind, key, people) VALUES (meeting.id, 'people', '', meeting.people)
      ON CONFLICT (townhall_id, kind, key) DO UPDATE SET people = sums.people + excluded.people;
      earlier := (SELECT max(nth) FROM attendance WHERE townhall_id = meeting.id);
      UPDATE attendance SET nth = earlier + came.place
      FROM (SELECT user_id, row_number() OVER (ORDER BY at, user_id) AS place FROM changed WHERE townhall_id = meeting.id) came
      WHERE attendance.townhall_id = meeting.id AND attendance.user_id = came.user_id;
    ELSE
      UPDATE attendance_sums SET people = people - meeting.people WHERE townhall_id = meeting.id AND kind = 'people';
      CONTINUE WHEN NOT FOUND;
      -- Who goes takes their traits along: the first who make whole tens are others now.
      DELETE FROM attendance_sums WHERE townhall_id = meeting.id AND kind <> 'people';
    END IF;
    SELECT max(people) FILTER (WHERE kind = 'people') AS people, max(people) FILTER (WHERE kind = 'told') AS told
      INTO counted FROM attendance_sums WHERE townhall_id = meeting.id;
    IF counted.people - coalesce(counted.told, 0) >= 10 THEN
      PERFORM tell_arrivals(meeting.id);
    END IF;
  END LOOP;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
UPDATE attendance SET nth = came.place
FROM (SELECT townhall_id, user_id, row_number() OVER (PARTITION BY townhall_id ORDER BY at, user_id) AS place FROM attendance) came
WHERE attendance.townhall_id = came.townhall_id AND attendance.user_id = came.user_id;
--> statement-breakpoint
INSERT INTO attendance_sums (townhall_id, kind, key, people)
SELECT townhall_id, 'people', '', count(*) FROM attendance GROUP BY townhall_id;
--> statement-breakpoint
SELECT tell_arrivals(townhall_id) FROM attendance_sums WHERE kind = 'people';
--> statement-breakpoint
CREATE TRIGGER count_arrivals AFTER INSERT ON attendance REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION count_arrivals();
--> statement-breakpoint
CREATE TRIGGER count_departures AFTER DELETE ON attendance REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION count_arrivals();
--> statement-breakpoint
SELECT watch_table('attendance_sums');
--> statement-breakpoint
-- What a name is sorted by, as bytes: its letters without case and marks, signs before figures, figures by their value, figures before
-- letters. In Spanish ñ is a letter of its own after n; in Arabic names in Arabic letters come before all others. It does not hang on the
-- collations that a database was built with, so that every database has the same order.
CREATE FUNCTION name_key(given text, name_order text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
  key text := lower(normalize(given, NFKC));
BEGIN
  IF name_order = 'es' THEN
    key := replace(replace(key, 'ñ', U&'n\FFFC'), 'Ñ', U&'n\FFFC');
  END IF;
  -- Alef with madda stands before all others.
  key := replace(key, U&'\0622', U&'\0620');
  -- What nobody sees, and marks above and below letters.
  key := lower(regexp_replace(normalize(key, NFKD),
    '[\u00AD\u0300-\u036F\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06ED\u1AB0-\u1AFF\u1DC0-\u1DFF\u200B-\u200F\u2060\u2066-\u2069\u20D0-\u20FF\uFE00-\uFE0F\uFE20-\uFE2F\uFEFF]+',
    '', 'g'));
  key := translate(key, 'øđðłħıŧς٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', 'oddlhitσ01234567890123456789');
  key := replace(replace(replace(replace(key, 'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'þ', U&'z\FFFC');
  -- Signs stand before figures and letters, whatever their number.
  key := translate(key, '_-:;<=>?@[\]^`{|}~’‘“”«»–—…', repeat('!', 27));
  SELECT coalesce(string_agg(CASE
      WHEN piece[1] ~ '^[0-9]' THEN lpad(length(ltrim(piece[1], '0'))::text, 3, '0') || ltrim(piece[1], '0')
      ELSE piece[1] END, '' ORDER BY place), '')
    INTO key
    FROM regexp_matches(key, '[0-9]+|[^0-9]+', 'g') WITH ORDINALITY AS found(piece, place);
  IF name_order = 'ar' THEN
    key := regexp_replace(key, '([\u0620-\u06FF\u0750-\u077F])', ';\1', 'g');
  END IF;
  RETURN convert_to(key, 'UTF8');
END
$$;--> statement-breakpoint
CREATE INDEX "endorsements_by_name_common" ON "endorsements" USING btree ("process_id",name_key("name", 'common'),"number") WHERE state = 'listed' and hidden_at is null;--> statement-breakpoint
CREATE INDEX "endorsements_by_name_es" ON "endorsements" USING btree ("process_id",name_key("name", 'es'),"number") WHERE state = 'listed' and hidden_at is null;--> statement-breakpoint
CREATE INDEX "endorsements_by_name_ar" ON "endorsements" USING btree ("process_id",name_key("name", 'ar'),"number") WHERE state = 'listed' and hidden_at is null;
