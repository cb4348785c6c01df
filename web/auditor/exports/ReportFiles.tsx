import type { Query } from "../../api/query.ts";
import { noFilters } from "../filters/filters.ts";
import { DownloadButton } from "./DownloadButton.tsx";
import { nameFile } from "./nameFile.ts";

const formats = ["pdf", "csv", "json"] as const;

/** A report as a file: to print, for a spreadsheet, for programs. */
export function ReportFiles({ report, path, query = {} }: { report: string; path: string; query?: Query }) {
  return formats.map((format) => (
    <DownloadButton
      key={format}
      path={path}
      query={{ ...query, format }}
      nameFile={() => nameFile(report, noFilters, { at: Math.floor(Date.now() / 1_000), extension: format })}
      label={format.toUpperCase()}
    />
  ));
}
