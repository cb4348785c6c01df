import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import type { Api } from "./api.ts";

/** Adds `GET /docs`: the description of every route in OpenAPI, and a page to read it by that asks no other host. Before any route is added. */
export async function addDocs(app: Api): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Fiducial",
        version: "1",
        description: "Who accessed which imaging record, when, which part, for what purpose, and by whose leave.",
      },
      components: { securitySchemes: { session: { type: "http", scheme: "bearer" } } },
      security: [{ session: [] }],
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: "/docs", staticCSP: true, uiConfig: { tryItOutEnabled: false } });
}
