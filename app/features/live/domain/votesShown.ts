/** A vote that was just given or taken back, and how many there were then. */
export type Pressed = { readonly isOn: boolean; readonly votes: number };

/**
 * The votes for a question as they will be once what was just pressed is stored. The number of votes and one's own come one after
 * the other, so a number that has moved since is taken as it is: nobody's vote is shown twice.
 */
export function votesShown(stored: Pressed, pressed: Pressed | null): Pressed {
  if (!pressed || pressed.isOn === stored.isOn) return stored;
  if (stored.votes !== pressed.votes) return { isOn: pressed.isOn, votes: stored.votes };
  return { isOn: pressed.isOn, votes: Math.max(0, stored.votes + (pressed.isOn ? 1 : -1)) };
}
