type Placed = { readonly startsOn: string; readonly endsOn: string | null };

/** So many of the milestones of a process, in their order: those that are not over, and the last ones where too few are ahead. */
export function nearestOf<T extends Placed>(all: readonly T[], most: number, today: () => string): T[] {
  if (all.length <= most) return [...all];
  const day = today();
  const ahead = all.filter(({ startsOn, endsOn }) => (endsOn ?? startsOn) >= day);
  return ahead.length < most ? all.slice(-most) : ahead.slice(0, most);
}
