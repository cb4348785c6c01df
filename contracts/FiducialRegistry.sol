// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {AccessLog} from "./AccessLog.sol";
import {Consents} from "./Consents.sol";
import {Directory} from "./Directory.sol";
import {Patients} from "./Patients.sol";
import {Records} from "./Records.sol";

/// @title FiducialRegistry: who accessed which imaging record, when, which part, for what purpose, and by whose leave
///
/// @notice The trusted core: Directory (who), Patients (whose), Records (what), Consents (may), AccessLog (did). Immutable, without a proxy.
///         The AccessManager admits and suspends organizations and can do nothing else: no administrator stands above a patient.
contract FiducialRegistry is Directory, Patients, Records, Consents, AccessLog {
    /// @param accessManager The OpenZeppelin AccessManager that says who admits organizations.
    constructor(address accessManager) AccessManaged(accessManager) EIP712("Fiducial", "1") {}
}
