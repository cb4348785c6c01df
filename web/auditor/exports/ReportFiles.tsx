import type { Query } from "../../api/query.ts";
import { noFilters } from "../filters/filters.ts";
import { DownloadButton } from "./DownloadButton.tsx";
import { nameFile } from "./nameFile.ts";

const formats = ["pdf", "csv", "json"] as const;

/** A report as a file: to print, for a spreadsheet, for programs. */
export function ReportFiles({ report, path, query = {} }: { report: string; path: string; query?: Query }) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions(); // a report on paper tells times as the reader's clock does
  return (
    <div className="audit-files">
      {formats.map((format) => (
        <DownloadButton
          key={format}
          path={path}
          query={{ ...query, format, ...(format === "pdf" && { timeZone }) }}
          nameFile={() => nameFile(report, noFilters, { at: Math.floor(Date.now() / 1_000), extension: format })}
          label={format.toUpperCase()}
        />
      ))}
    </div>
  );
}
