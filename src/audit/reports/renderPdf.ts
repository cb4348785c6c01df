import PDFDocument from "pdfkit";
import { UnprintableTextError } from "./errors.ts";
import type { Paragraph, Sheet, SheetRow, Table } from "./sheet.ts";

/** TrueType fonts, for names with other letters than those of Western Europe. */
export type PdfFonts = { readonly regular: Uint8Array; readonly bold?: Uint8Array | undefined };

const PAGE = { left: 48, right: 547, top: 52, bottom: 770 } as const;
const WIDTH = PAGE.right - PAGE.left;
const INK = { text: "#1a1f26", faint: "#5b6673", line: "#d4dae1", head: "#eef2f6" } as const;
const TONES: Readonly<Record<Paragraph["tone"], { readonly fill: string; readonly bar: string }>> = {
  plain: { fill: "#f4f6f8", bar: "#8a97a5" },
  good: { fill: "#eaf5ee", bar: "#2e7d4f" },
  warning: { fill: "#fdf1e3", bar: "#c05a00" },
};
const PAD = 5;

/**
 * Renders a sheet as a PDF (A4) to keep: plain words first, what whoever checks needs last, a number on every page. The same sheet gives the same bytes.
 *
 * @throws {UnprintableTextError} when the text has letters that the built-in fonts lack, and no others are given
 */
export async function renderReportPdf(sheet: Sheet, fonts?: PdfFonts): Promise<Uint8Array> {
  if (fonts === undefined) requireLetters(sheet, (letter) => PRINTABLE.test(letter));
  const made = new Date(sheet.madeAt * 1000);
  const pdf = new PDFDocument({
    size: "A4",
    margins: { left: PAGE.left, right: 595 - PAGE.right, top: PAGE.top, bottom: 842 - PAGE.bottom },
    bufferPages: true,
    font: "", // the library's own default, under another name, would have each of ours read anew at every use
    lang: "en",
    displayTitle: true,
    info: { Title: sheet.title, Creator: "Fiducial", Producer: "Fiducial", CreationDate: made, ModDate: made },
  });
  pdf.registerFont("regular", fonts === undefined ? "Helvetica" : Buffer.from(fonts.regular));
  pdf.registerFont("bold", fonts === undefined ? "Helvetica-Bold" : Buffer.from(fonts.bold ?? fonts.regular));
  if (fonts !== undefined) requireLetters(sheet, buildGlyphCheck(pdf));
  const chunks: Buffer[] = [];
  const whole = new Promise<Uint8Array>((resolve, reject) => {
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(Buffer.concat(chunks)));
    pdf.on("error", reject);
  });
  draw(pdf, sheet);
  pdf.end();
  return whole;
}

function draw(pdf: PDFKit.PDFDocument, sheet: Sheet): void {
  pdf.font("bold").fontSize(21).fillColor(INK.text).text(sheet.title, PAGE.left, PAGE.top);
  pdf.moveDown(0.25).font("regular").fontSize(11).fillColor(INK.faint).text(sheet.subtitle);
  pdf.moveDown(0.9);
  for (const paragraph of sheet.lead) drawPanel(pdf, paragraph);
  for (const table of sheet.tables.filter(({ isAppendix }) => !isAppendix)) drawTable(pdf, table, 9);
  drawClosing(pdf, sheet.closing);
  for (const table of sheet.tables.filter(({ isAppendix, rows }) => isAppendix && rows.length > 0))
    drawTable(pdf, table, 6.5);
  drawFooters(pdf, sheet.footer);
}

function drawPanel(pdf: PDFKit.PDFDocument, { tone, text }: Paragraph): void {
  pdf.font(tone === "plain" ? "regular" : "bold").fontSize(10.5);
  const height = pdf.heightOfString(text, { width: WIDTH - 26 }) + 14;
  makeRoom(pdf, height);
  const { y } = pdf;
  pdf.rect(PAGE.left, y, WIDTH, height).fill(TONES[tone].fill);
  pdf.rect(PAGE.left, y, 4, height).fill(TONES[tone].bar);
  pdf.fillColor(INK.text).text(text, PAGE.left + 15, y + 7.5, { width: WIDTH - 26 });
  pdf.x = PAGE.left;
  pdf.y = y + height + 7;
}

function drawTable(pdf: PDFKit.PDFDocument, table: Table, size: number): void {
  makeRoom(pdf, 90);
  pdf
    .moveDown(0.6)
    .font("bold")
    .fontSize(12)
    .fillColor(INK.text)
    .text(table.heading, PAGE.left, undefined, { width: WIDTH });
  pdf.moveDown(0.35);
  if (table.note !== undefined) {
    pdf.font("regular").fontSize(8.5).fillColor(INK.faint).text(table.note, PAGE.left, undefined, { width: WIDTH });
    pdf.moveDown(0.5);
  }
  if (table.rows.length === 0) {
    pdf.font("regular").fontSize(10.5).fillColor(INK.faint).text(table.empty).moveDown(0.5);
    return;
  }
  const all = table.columns.reduce((sum, { share }) => sum + share, 0);
  const widths = table.columns.map(({ share }) => (share / all) * WIDTH);
  const layout: Layout = { pdf, widths, size, heights: new Map() };
  const header = { cells: table.columns.map(({ title }) => title) };
  drawRow(layout, header, heightOf(layout, header, "bold"), "bold");
  for (const row of table.rows) {
    const height = heightOf(layout, row, "regular");
    if (!fits(pdf, height)) {
      pdf.addPage();
      drawRow(layout, header, heightOf(layout, header, "bold"), "bold");
    }
    drawRow(layout, row, height, "regular");
  }
  pdf.moveDown(0.4);
}

/** How a table is laid out, and how high each text was found to be: most texts of a table stand in it many times. */
type Layout = {
  readonly pdf: PDFKit.PDFDocument;
  readonly widths: readonly number[];
  readonly size: number;
  readonly heights: Map<string, number>;
};
type Font = "regular" | "bold";

/** A row in bold is a header. */
function drawRow({ pdf, widths, size }: Layout, row: SheetRow, height: number, font: Font): void {
  const { y } = pdf;
  const fill = font === "bold" ? INK.head : row.isWarning ? TONES.warning.fill : undefined;
  if (fill !== undefined) pdf.rect(PAGE.left, y, WIDTH, height).fill(fill);
  if (row.isWarning) pdf.rect(PAGE.left, y, 2.5, height).fill(TONES.warning.bar);
  pdf.font(font).fontSize(size).fillColor(INK.text);
  let x: number = PAGE.left;
  for (const [i, cell] of row.cells.entries()) {
    const width = widths[i] ?? 0;
    pdf.text(cell, x + PAD, y + PAD, { width: width - 2 * PAD, height: height - PAD });
    x += width;
  }
  pdf.moveTo(PAGE.left, y + height).lineTo(PAGE.right, y + height);
  pdf.lineWidth(0.5).strokeColor(INK.line).stroke();
  pdf.x = PAGE.left;
  pdf.y = y + height;
}

/** Measures a row in the font that it is drawn in. Sheets are written so that none is longer than a page; one that is would be cut off at its end. */
function heightOf({ pdf, widths, size, heights }: Layout, { cells }: SheetRow, font: Font): number {
  const all = cells.map((cell, i) => {
    const key = `${i} ${font} ${cell}`;
    const known = heights.get(key);
    if (known !== undefined) return known;
    pdf.font(font).fontSize(size);
    const height = pdf.heightOfString(cell === "" ? " " : cell, { width: (widths[i] ?? 0) - 2 * PAD });
    heights.set(key, height);
    return height;
  });
  return Math.min(Math.max(...all) + 2 * PAD, PAGE.bottom - PAGE.top - 60);
}

function drawClosing(pdf: PDFKit.PDFDocument, closing: readonly string[]): void {
  makeRoom(pdf, 80);
  pdf
    .moveDown(0.6)
    .font("bold")
    .fontSize(12)
    .fillColor(INK.text)
    .text("What you should know", PAGE.left, undefined, { width: WIDTH });
  pdf.moveDown(0.35).font("regular").fontSize(10);
  for (const text of closing) {
    makeRoom(pdf, pdf.heightOfString(text, { width: WIDTH }) + 6);
    pdf
      .font("regular")
      .fontSize(10)
      .fillColor(INK.text)
      .text(text, PAGE.left, undefined, { width: WIDTH })
      .moveDown(0.45);
  }
}

function drawFooters(pdf: PDFKit.PDFDocument, footer: string): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page);
    pdf.page.margins.bottom = 0; // what is written below the margin must not begin a page
    pdf.font("regular").fontSize(7.5).fillColor(INK.faint);
    pdf.text(footer, PAGE.left, 800, { width: WIDTH - 90, lineBreak: false });
    pdf.text(`Page ${page - start + 1} of ${count}`, PAGE.right - 90, 800, {
      width: 90,
      align: "right",
      lineBreak: false,
    });
  }
}

function makeRoom(pdf: PDFKit.PDFDocument, height: number): void {
  if (!fits(pdf, height)) pdf.addPage();
}

function fits(pdf: PDFKit.PDFDocument, height: number): boolean {
  return pdf.y + height <= PAGE.bottom;
}

/** The letters of the built-in fonts: those of Windows-1252. */
const PRINTABLE = /^[\n\u0020-\u007e\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]$/;

/** What the library knows of a font that was given: which letters it has. The library's types leave it out. */
type LaidFont = { readonly _font?: { readonly font?: { hasGlyphForCodePoint?(codePoint: number): boolean } } };

function buildGlyphCheck(pdf: PDFKit.PDFDocument): (letter: string) => boolean {
  const font = (pdf.font("regular") as unknown as LaidFont)._font?.font;
  return (letter) => letter === "\n" || font?.hasGlyphForCodePoint?.(letter.codePointAt(0) ?? 0) !== false;
}

function requireLetters(sheet: Sheet, has: (letter: string) => boolean): void {
  const { title, subtitle, lead, tables, closing, footer } = sheet;
  const cells = tables.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
  const letters = new Set([title, subtitle, footer, ...lead.map(({ text }) => text), ...closing, ...cells].join(""));
  if (![...letters].every(has)) throw new UnprintableTextError();
}
