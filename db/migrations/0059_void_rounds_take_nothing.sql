ALTER TABLE "ballot_logs" ADD COLUMN "voided_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "voided_at" timestamp with time zone;
--> statement-breakpoint
-- The one way into a ballot log while its round is open; now a round that the record log declared void takes nothing either. Otherwise
-- as in 0029, whose words on its arguments and on its plan hold.
CREATE OR REPLACE FUNCTION append_ballots(p_log text, p_items json, p_entries text)
RETURNS TABLE (ord integer, outcome text, entry_index integer, entry_leaf text, entry_at timestamptz)
LANGUAGE plpgsql
SET jit = off
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
  head ballot_logs%ROWTYPE;
  moment timestamptz;
  is_over boolean;
BEGIN
  SELECT * INTO head FROM ballot_logs WHERE log = p_log FOR UPDATE;
  -- After the lock, not at the start of the transaction: waiting for the lock takes time too.
  moment := clock_timestamp();
  is_over := head.state <> 'open' OR (head.closes_at IS NOT NULL AND head.closes_at <= moment);

  RETURN QUERY
  WITH items AS MATERIALIZED (
    SELECT i.*, (i.n - 1)::integer AS ord
    FROM ROWS FROM (
      json_to_recordset(p_items)
        AS (kind text, voter text, prev text, leaf text, key text, hash text, "noteSalt" text, notes jsonb),
      string_to_table(p_entries, E'\n')
    ) WITH ORDINALITY AS i (kind, voter, prev, leaf, key, hash, note_salt, notes, entry, n)
  ),
  judged AS MATERIALIZED (
    SELECT i.*, known.index AS known_index, known.leaf AS known_leaf, known.at AS known_at,
      CASE
        WHEN head.log IS NULL THEN 'unknown_log'
        -- A repeated submission gets the answer of the first, even after closing.
        WHEN known.submission_hash = i.hash THEN 'repeated'
        WHEN known.index IS NOT NULL THEN 'key_reused'
        WHEN is_over THEN 'round_closed'
        WHEN head.voided_at IS NOT NULL THEN 'round_void'
        WHEN seat.voter IS NULL THEN 'not_on_roll'
        WHEN held.given_up_at IS NOT NULL THEN 'seat_given_up'
        WHEN seat.last_leaf IS DISTINCT FROM i.prev THEN 'superseded'
        ELSE 'appended'
      END AS verdict
    FROM items i
    -- One look-up an item, whatever the planner thinks of a whole log's rows.
    LEFT JOIN LATERAL (
      SELECT e.index, e.leaf, e.at, e.submission_hash FROM ballot_entries e
      WHERE e.log = p_log AND e.voter = i.voter AND e.submission_key = i.key LIMIT 1
    ) known ON true
    LEFT JOIN LATERAL (
      SELECT v.voter, v.last_leaf FROM ballot_voters v WHERE v.log = p_log AND v.voter = i.voter LIMIT 1
    ) seat ON true
    LEFT JOIN LATERAL (
      SELECT s.given_up_at FROM seats s WHERE s.round_id = head.round_id AND s.voter = i.voter LIMIT 1
    ) held ON true
  ),
  placed AS MATERIALIZED (
    SELECT j.ord, (head.size + row_number() OVER (ORDER BY j.ord) - 1)::integer AS place
    FROM judged j WHERE j.verdict = 'appended'
  ),
  inserted AS (
    INSERT INTO ballot_entries (log, index, kind, voter, leaf, entry, submission_key, submission_hash, at)
    SELECT p_log, p.place, j.kind, j.voter, j.leaf, j.entry, j.key, j.hash, moment
    FROM judged j JOIN placed p ON p.ord = j.ord
  ),
  moved AS (
    UPDATE ballot_voters seat SET last_leaf = j.leaf, last_kind = j.kind
    FROM judged j WHERE j.verdict = 'appended' AND seat.log = p_log AND seat.voter = j.voter
  ),
  noted AS (
    INSERT INTO ballot_notes (log, index, salt, notes)
    SELECT p_log, p.place, j.note_salt, j.notes
    FROM judged j JOIN placed p ON p.ord = j.ord WHERE j.note_salt IS NOT NULL
  ),
  grown AS (
    UPDATE ballot_logs SET size = head.size + (SELECT count(*)::integer FROM placed) WHERE log = p_log
  )
  SELECT j.ord, j.verdict, coalesce(p.place, j.known_index),
    CASE WHEN p.place IS NULL THEN j.known_leaf ELSE j.leaf END,
    CASE WHEN p.place IS NULL THEN j.known_at ELSE moment END
  FROM judged j LEFT JOIN placed p ON p.ord = j.ord
  ORDER BY j.ord;
END;
$$;
--> statement-breakpoint
-- What the record log declares void is void from that moment on. Under the lock of its head: a ballot under way is in the log before
-- that or refused. Of a round that has closed it counts for nothing.
CREATE FUNCTION take_void() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
  voided uuid;
BEGIN
  UPDATE ballot_logs l SET voided_at = NEW.at
  FROM rounds r JOIN record_logs o ON o.process_id = r.process_id
  WHERE o.origin = NEW.log AND r.id = l.round_id AND l.log = NEW.entry::json ->> 'ballots' AND l.state = 'open' AND l.voided_at IS NULL
  RETURNING l.round_id INTO voided;
  UPDATE rounds SET voided_at = NEW.at WHERE id = voided;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER take_void AFTER INSERT ON record_entries FOR EACH ROW WHEN (NEW.kind = 'void') EXECUTE FUNCTION take_void();
--> statement-breakpoint
-- What is void stays so.
CREATE FUNCTION keep_void() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  RAISE EXCEPTION 'the ballot log % is void', OLD.log;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER keep_void BEFORE UPDATE ON ballot_logs FOR EACH ROW
  WHEN (OLD.voided_at IS NOT NULL AND NEW.voided_at IS DISTINCT FROM OLD.voided_at) EXECUTE FUNCTION keep_void();
--> statement-breakpoint
-- Rounds that were declared void before this, while they were open.
UPDATE ballot_logs l SET voided_at = v.at
FROM record_entries v
WHERE v.kind = 'void' AND l.log = v.entry::json ->> 'ballots' AND NOT EXISTS (
  SELECT FROM record_entries c WHERE c.log = v.log AND c.kind = 'close' AND c.index < v.index AND c.entry::json ->> 'ballots' = l.log);
--> statement-breakpoint
UPDATE rounds r SET voided_at = l.voided_at FROM ballot_logs l WHERE l.round_id = r.id AND l.voided_at IS NOT NULL;
