const pause = 3_000;
/** A record that is not signed after a minute is the operator's to look after. */
const mostTries = 20;

/**
 * The bundle at an address. Until the record is signed that it comes with, which it is within seconds, and while the server is busy,
 * there is none yet (503): it is asked for again. Throws where there is none, or no connection.
 */
export async function fetchBundle(address: string): Promise<ArrayBuffer> {
  for (let tries = 1; ; tries++) {
    const answer = await fetch(address);
    if (answer.ok) return answer.arrayBuffer();
    if (answer.status !== 503 || tries >= mostTries) throw new Error(String(answer.status));
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
