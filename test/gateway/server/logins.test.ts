import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { request } from "undici";
import { account } from "../session/desk.ts";
import { buildGateway, permitted } from "./gateway.ts";

const PARALLEL = 1_000;

// a thousand logins with one nonce, over HTTP, each on a connection of its own
// └── one succeeds, and its token is the only one; all others are told that the nonce was used
describe("logins with one nonce", function () {
  this.timeout(60_000);

  it(`opens one session for ${PARALLEL} at once`, async () => {
    const { app, world, close } = await buildGateway();
    await app.listen({ host: "127.0.0.1", port: 0 });
    const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    const post = async (path: string, sent: object) => {
      const headers = { "content-type": "application/json", connection: "close" };
      const { statusCode, body } = await request(origin + path, {
        method: "POST",
        headers,
        body: JSON.stringify(sent),
      });
      return { statusCode, told: (await body.json()) as Record<string, unknown> };
    };
    try {
      const offered = await post("/session/nonce", { address: account.address, purpose: "TREAT" });
      const message = String(offered.told.message);
      const login = { message, signature: await account.signMessage({ message }), carry: "bearer" };
      const answers = await Promise.all(Array.from({ length: PARALLEL }, () => post("/session", login)));
      const opened = answers.filter(({ statusCode }) => statusCode === 201);
      expect(opened).to.have.lengthOf(1);
      expect(answers.filter(({ statusCode }) => statusCode === 401)).to.have.lengthOf(PARALLEL - 1);
      const tokens = answers.flatMap(({ told }) => (typeof told.token === "string" ? [told.token] : []));
      expect(tokens).to.have.lengthOf(1);
      const headers = { authorization: `Bearer ${tokens[0]}` };
      const served = await request(`${origin}/dicom-web/studies/${permitted}/rendered`, { headers });
      expect([served.statusCode, await served.body.text()]).to.deep.equal([200, "pixels"]);
      expect(new Set(world.logged.map(({ session }) => session)).size).to.equal(1);
      expect((await post("/session", login)).statusCode).to.equal(401);
    } finally {
      await close();
    }
  });
});
