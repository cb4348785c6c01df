export { addViewer } from "./addViewer.ts";
export { NoViewerError } from "./errors.ts";
