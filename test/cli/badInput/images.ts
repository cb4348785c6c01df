import { bad, refused, register, setup, usage } from "./case.ts";

const unreadable = refused("UnreadableFile");

/** Folders that hold no study that can be registered. */
export const IMAGES = [
  bad("an empty folder", setup, ({ empty }) => register(empty), { says: /holds no DICOM file/ }),
  bad("an empty name of a folder", usage, () => register("")),
  bad("a missing folder", setup, ({ missing }) => register(missing), { says: /is not there/ }),
  bad("a text among images", unreadable, ({ broken }) => register(broken), { says: /broken\.dcm: Not a DICOM/ }),
  bad("an image cut short", unreadable, ({ truncated }) => register(truncated), { says: /half\.dcm: .*cut short/ }),
  bad("a link to nothing", unreadable, ({ linked }) => register(linked), { says: /link\.dcm/ }),
  bad("two studies", refused("SeveralStudies"), ({ two }) => register(two)),
  bad("a study that is registered", usage, ({ ct }) => register(ct), { says: /registered already/ }),
  bad("a study to verify that nobody registered", usage, ({ other }) => ["records", "verify", other]),
];
