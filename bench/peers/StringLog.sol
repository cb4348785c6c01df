// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @title StringLog: consents and accesses as structs of strings in storage
///
/// @notice A short equivalent of the prototypes that papers on consent and audit on Ethereum print: every field a string, each entry pushed to
///         an array, no judgement, no rights. Its fields are those that Fiducial states of a consent and of an access, so that both hold the same.
contract StringLog {
    struct Consent {
        string patient;
        string grantee;
        string record;
        string purposes;
        string kinds;
        string from;
        string until;
    }

    struct Access {
        string record;
        string part;
        string accessor;
        string patient;
        string time;
        string purpose;
        string action;
        string consent;
    }

    Consent[] public consents;
    Access[] public accesses;

    function permit(Consent calldata consent) external {
        consents.push(consent);
    }

    function revoke(uint256 index, string calldata until) external {
        consents[index].until = until;
    }

    function log(Access calldata access) external {
        accesses.push(access);
    }
}
