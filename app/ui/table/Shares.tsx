/** How a sum is made up, as one bar; the figures stand in the table beside it. */
export function Shares({ counts }: { counts: readonly number[] }) {
  const sum = counts.reduce((a, b) => a + b, 0);
  if (sum === 0) return null;
  const parts = counts.map((count, at) => ({
    name: `swatch-${at}`,
    from: (counts.slice(0, at).reduce((a, b) => a + b, 0) / sum) * 100,
    width: (count / sum) * 100,
  }));
  return (
    <svg className="check-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      {parts.map(({ name, from, width }) => (
        <rect key={name} x={from} y={0} width={width} height={6} className={name} />
      ))}
    </svg>
  );
}
