type Connection = { readonly unsafe: (text: string) => PromiseLike<readonly { word?: string }[]> };

const rounds = 3;

/**
 * Whether a pooler gives each transaction whatever session of the database is free, so that what is said in one
 * is not there in the next: two connections each set a word of their own and look whether it stays theirs.
 */
export async function sharesSessions(one: Connection, other: Connection): Promise<boolean> {
  for (let round = 0; round < rounds; round++) {
    for (const [connection, word] of [
      [one, `one${round}`],
      [other, `other${round}`],
    ] as const)
      await connection.unsafe(`select set_config('codraft.session', '${word}', false)`);
    for (const [connection, word] of [
      [one, `one${round}`],
      [other, `other${round}`],
    ] as const) {
      const [row] = await connection.unsafe(`select current_setting('codraft.session', true) as word`);
      if (row?.word !== word) return true;
    }
  }
  return false;
}
