/** One stroke, one size; they repeat what a word beside them says, so they are hidden from those who listen. */
const PATHS = {
  functions: "M14 4c-3 0-3.300 2-3.600 4.200L9 18c-.3 1.500-1 2-2.500 2M7 10.500h8",
  chart: "M4 19h16M7 15v-4M12 15V6M17 15v-7",
  runtime: "M8 8l-4 4 4 4M16 8l4 4-4 4M13.500 6l-3 12",
  audit: "M7 4h7l4 4v12H7zM14 4v4h4M10 13h5M10 16h5",
  health: "M4 12h4l2-5 4 10 2-5h4",
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  sun: "M12 8a4 4 0 100 8 4 4 0 000-8M12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600l1.400 1.400M17 17l1.400 1.400M18.400 5.600L17 7M7 17l-1.400 1.400",
  moon: "M19 14.500A7.500 7.500 0 019.500 5a7.500 7.500 0 109.500 9.500z",
  copy: "M9 9h10v10H9zM5 15V5h10",
  play: "M8 5l11 7-11 7z",
  up: "M12 18V7M7.500 11.500L12 7l4.500 4.500",
  down: "M12 6v11M7.500 12.500L12 17l4.500-4.500",
  pause: "M9 6v12M15 6v12",
  refresh: "M19 12a7 7 0 11-2-5l2 2M19 5v4h-4",
} as const;

export function Icon({ name, size = 16 }: { name: keyof typeof PATHS; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
