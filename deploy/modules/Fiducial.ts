import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/**
 * Deploys the registry under an AccessManager whose administrator is the deploying account.
 *
 * A consortium hands administration to its multisig with `AccessManager.grantRole(0, multisig, 0)` and renounces its own.
 */
export default buildModule("Fiducial", (m) => {
  const accessManager = m.contract("AccessManager", [m.getAccount(0)]);
  const registry = m.contract("FiducialRegistry", [accessManager]);

  return { accessManager, registry };
});
