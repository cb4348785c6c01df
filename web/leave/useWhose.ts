import type { ProxiesAnswer } from "../api/types.ts";
import { useQuestion } from "../api/useQuestion.ts";
import { useSession } from "../session/useSession.ts";

/** Says whether a patient's records are the reader's own, or somebody's for whom the reader acts. */
export function useWhose(patient: number): "own" | "other" {
  const { me } = useSession();
  const { data } = useQuestion<ProxiesAnswer>(`/patients/${patient}/proxies`);
  return data?.proxies.some(({ proxy }) => proxy === me?.account) === true ? "other" : "own";
}
