-- The one way into a ballot log while its round is open.
--
-- items: a JSON array of {kind, voter, prev, entry, leaf, key, hash, noteSalt, notes}.
-- Returns one row an item, in order: what became of it, and the index and leaf of the entry that
-- stands for it. The head row is locked first, so entries of a log are appended one after the
-- other without gaps whichever server they come through; many items share one commit.
CREATE FUNCTION append_ballots(p_log text, p_items jsonb)
RETURNS TABLE (ord integer, outcome text, entry_index integer, entry_leaf text, entry_at timestamptz)
LANGUAGE plpgsql AS $$
DECLARE
  head ballot_logs%ROWTYPE;
  item jsonb;
  known ballot_entries%ROWTYPE;
  seat ballot_voters%ROWTYPE;
  next_index integer;
  -- After the lock, not at the start of the transaction: waiting for the lock takes time too.
  moment timestamptz;
BEGIN
  SELECT * INTO head FROM ballot_logs WHERE log = p_log FOR UPDATE;
  moment := clock_timestamp();
  next_index := head.size;
  ord := -1;
  FOR item IN SELECT value FROM jsonb_array_elements(p_items) LOOP
    ord := ord + 1;
    entry_index := NULL;
    entry_leaf := NULL;
    entry_at := NULL;

    IF head.log IS NULL THEN
      outcome := 'unknown_log';
      RETURN NEXT;
      CONTINUE;
    END IF;

    -- A repeated submission gets the answer of the first, even after closing.
    SELECT * INTO known FROM ballot_entries e
      WHERE e.log = p_log AND e.voter = item->>'voter' AND e.submission_key = item->>'key';
    IF FOUND THEN
      IF known.submission_hash = item->>'hash' THEN
        outcome := 'repeated';
        entry_index := known.index;
        entry_leaf := known.leaf;
        entry_at := known.at;
      ELSE
        outcome := 'key_reused';
      END IF;
      RETURN NEXT;
      CONTINUE;
    END IF;

    IF head.state <> 'open' OR (head.closes_at IS NOT NULL AND head.closes_at <= moment) THEN
      outcome := 'round_closed';
      RETURN NEXT;
      CONTINUE;
    END IF;

    SELECT * INTO seat FROM ballot_voters v WHERE v.log = p_log AND v.voter = item->>'voter';
    IF NOT FOUND THEN
      outcome := 'not_on_roll';
      RETURN NEXT;
      CONTINUE;
    END IF;
    IF seat.last_leaf IS DISTINCT FROM item->>'prev' THEN
      outcome := 'superseded';
      RETURN NEXT;
      CONTINUE;
    END IF;

    entry_index := next_index;
    entry_leaf := item->>'leaf';
    entry_at := moment;
    outcome := 'appended';
    INSERT INTO ballot_entries (log, index, kind, voter, leaf, entry, submission_key, submission_hash, at)
      VALUES (p_log, next_index, item->>'kind', item->>'voter', entry_leaf, item->>'entry',
              item->>'key', item->>'hash', moment);
    UPDATE ballot_voters v SET last_leaf = entry_leaf, last_kind = item->>'kind'
      WHERE v.log = p_log AND v.voter = item->>'voter';
    IF item->'notes' IS NOT NULL AND jsonb_typeof(item->'notes') = 'object' THEN
      INSERT INTO ballot_notes (log, index, salt, notes)
        VALUES (p_log, next_index, item->>'noteSalt', item->'notes');
    END IF;
    next_index := next_index + 1;
    RETURN NEXT;
  END LOOP;
  IF next_index > head.size THEN
    UPDATE ballot_logs SET size = next_index WHERE log = p_log;
  END IF;
END;
$$;
