import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** What the API answers, for a page served by Vite while it is worked on. All else below /app/ is the page. */
const api = "^/(?!app/|app$|@|node_modules/)";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "/app/",
  cacheDir: fileURLToPath(new URL("../node_modules/.vite", import.meta.url)),
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL("./dist", import.meta.url)),
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0, // what is inlined would need a wider content security policy
  },
  server: { proxy: { [api]: { target: "http://127.0.0.1:8090", changeOrigin: false } } },
});
