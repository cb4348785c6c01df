const paths = {
  alert: "M12 4 2.800 20h18.400L12 4Zm0 6v4m0 3v.01",
  arrow: "M5 12h14m-6-6 6 6-6 6",
  back: "M19 12H5m6-6-6 6 6 6",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l1.500 2h-15L6 16Zm4 4.500a2 2 0 0 0 4 0",
  check: "m5 12.500 4.500 4.500L19 7.500",
  close: "m6 6 12 12M18 6 6 18",
  document: "M6 3h8l4 4v14H6V3Zm8 0v4h4M9 12h6m-6 4h6",
  download: "M12 4v11m-5-4.500 5 4.500 5-4.500M5 20h14",
  emergency: "M12 3v18M4.200 7.500l15.600 9m0-9-15.600 9",
  eye: "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12Zm9.500 3a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z",
  flask: "M10 3h4m-3 0v6l-5.500 9.500A1.700 1.700 0 0 0 7 21h10a1.700 1.700 0 0 0 1.500-2.500L13 9V3M8 15h8",
  hospital: "M5 21V6h14v15M3 21h18M12 9v6m-3-3h6",
  image: "M4 5h16v14H4V5Zm0 11 4.500-4.500 4 4L16 12l4 4M15.500 9v.01",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-10v5m0-8v.01",
  key: "M14.500 13.500a5 5 0 1 0-4-4L3 17v4h4v-3h3v-3l1.500-1.500M16 8v.01",
  offline: "M3 3l18 18M5 12.500a10 10 0 0 1 4-2.300M19 12.500a10 10 0 0 0-4.500-2.500M8.500 16a5 5 0 0 1 7 0M12 20v.01",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 9c.500-4.500 3.500-6.500 8-6.500s7.500 2 8 6.500",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm5-2 5 5",
  shield: "M12 3 5 6v5.500c0 4.500 3 7.800 7 9.500 4-1.700 7-5 7-9.500V6l-7-3Zm-3 9 2.200 2.200L15.500 10",
  wallet: "M4 7h15v13H4V7Zm0 0 11-3.500V7m4 5h-4.500a1.750 1.750 0 0 0 0 3.500H19",
} as const;

export type IconName = keyof typeof paths;

/** A small picture beside words, which say the same: it is hidden from screen readers. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
