// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {AccessLog} from "./AccessLog.sol";
import {Books} from "./Books.sol";
import {Consents} from "./Consents.sol";
import {Contributions} from "./Contributions.sol";
import {Credentials} from "./Credentials.sol";
import {Directory} from "./Directory.sol";
import {Gateways} from "./Gateways.sol";
import {Patients} from "./Patients.sol";
import {Proxies} from "./Proxies.sol";
import {Records} from "./Records.sol";
import {Recoveries} from "./Recoveries.sol";
import {Reviews} from "./Reviews.sol";

/// @title FiducialRegistry: who accessed which imaging record, when, which part, for what purpose, and by whose leave
///
/// @notice The trusted core: Directory (who), Patients (whose), Records (what), Consents (may), AccessLog (did). Immutable, without a proxy.
///         The AccessManager admits and suspends organizations and can do nothing else: no administrator stands above a patient.
contract FiducialRegistry is
    Directory,
    Credentials,
    Patients,
    Recoveries,
    Proxies,
    Records,
    Contributions,
    Consents,
    Books,
    Gateways,
    Reviews,
    AccessLog
{
    /// @param accessManager The OpenZeppelin AccessManager that says who admits organizations.
    constructor(address accessManager) AccessManaged(accessManager) {}
}
