/** What icons are drawn by: paths on a field of 24. */
const drawn = {
  votes: "M4 13v6.5h16V13M8 4.5h8v9H8zM2.5 13h19M10.3 9l1.3 1.3 2.3-2.5",
  approvals: "m5 12.5 4.5 4.5L19 7.5",
  board: "M5.5 21V4h12L15 8l2.5 4h-12",
  drafts: "M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 16h6",
  faq: "M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0M9.5 9.7c.2-1.5 1.3-2.2 2.6-2.2 1.4 0 2.5.9 2.5 2.2 0 1.9-2.5 2.1-2.5 3.9M12 16.6v.1",
  glossary: "M5 4.5h14v15H7a2 2 0 0 1-2-2zM5 17.5a2 2 0 0 1 2-2h12M10 12l2.5-5.5L15 12m-4.2-2h3.4",
  records: "m12 3.5 8.5 4.5-8.5 4.5L3.5 8zM3.5 12.5 12 17l8.5-4.5M3.5 16.5 12 21l8.5-4.5",
  townhalls: "M9 4.5h6v8H9zM5.5 11.5c0 4 2.5 6 6.5 6s6.5-2 6.5-6M12 17.5V21",
  threads: "M4 5h16v11h-8l-4.5 4v-4H4z",
  systems: "M4 4h6.5v6.5H4zM13.5 4H20v6.5h-6.5zM4 13.5h6.5V20H4zM13.5 13.5H20V20h-6.5z",
  components:
    "M4 7h9M17 7h3M4 17h3M11 17h9M17 7a2 2 0 1 1-4 0 2 2 0 0 1 4 0M11 17a2 2 0 1 1-4 0 2 2 0 0 1 4 0",
  data: "M5 6c0-3 14-3 14 0v12c0 3-14 3-14 0zM5 6c0 3 14 3 14 0M5 12c0 3 14 3 14 0",
  workgroups:
    "M12.3 8.5a3.3 3.3 0 1 1-6.6 0 3.3 3.3 0 0 1 6.6 0M3 19.5c0-3.5 2.7-5.5 6-5.5s6 2 6 5.5M15.5 5.6a3.3 3.3 0 0 1 0 5.8M17.5 14.5c2.2.7 3.5 2.5 3.5 5",
  people:
    "M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0M3.5 12h17M12 3.5c3 3 3 14 0 17M12 3.5c-3 3-3 14 0 17",
  endorsements: "m12 4 2.4 5 5.6.7-4.1 3.9 1 5.5-4.9-2.7-4.9 2.7 1-5.5L4 9.7 9.6 9z",
  down: "m6 9 6 6 6-6",
  search: "M17.5 11a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0M16 16l4.5 4.5",
  bell: "M6 9a6 6 0 0 1 12 0c0 6 2.5 7 2.5 7h-17S6 15 6 9M10 20a2.2 2.2 0 0 0 4 0",
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6 6 18",
  out: "M14 4.5H5v15h9M10 12h10m-3.5-3.5L20 12l-3.5 3.5",
} as const;

export type IconName = keyof typeof drawn;

/** A picture beside its word; nobody is read it. */
export function Icon({ name, isFlipped = false }: { name: IconName; isFlipped?: boolean }) {
  return (
    <svg className={isFlipped ? "ic flip" : "ic"} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={drawn[name]} />
    </svg>
  );
}

/** The mark: somebody's line enters the text. */
export function Mark() {
  return (
    <svg className="mark-of" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect className="mk-bg" width="32" height="32" rx="8" />
      <path className="mk-a" d="M22 10.6a8 8 0 1 0 0 10.8" />
      <path className="mk-b" d="M16.5 16h10" />
    </svg>
  );
}
