/** How a sum is made up, as one bar; the figures stand in the table beside it. */
export function Shares({ counts }: { counts: readonly number[] }) {
  const sum = counts.reduce((a, b) => a + b, 0);
  if (sum === 0) return null;
  const starts = counts.map((_, at) => counts.slice(0, at).reduce((a, b) => a + b, 0));
  return (
    <svg className="check-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      {counts.map((count, at) => (
        <rect
          key={`${starts[at]}-${count}-${at + 1}`}
          x={((starts[at] ?? 0) / sum) * 100}
          y={0}
          width={(count / sum) * 100}
          height={6}
          className={`swatch-${at}`}
        />
      ))}
    </svg>
  );
}
