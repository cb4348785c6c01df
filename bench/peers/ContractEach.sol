// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @title Consent: one consent, as a contract
contract Consent {
    address public immutable patient;
    address public immutable grantee;
    bytes32 public immutable scope;
    uint88 public immutable purposes;
    uint48 public immutable kinds;
    uint40 public immutable from;
    uint40 public until;

    constructor(address patient_, address grantee_, bytes32 scope_, uint88 purposes_, uint48 kinds_, uint40 until_) {
        patient = patient_;
        grantee = grantee_;
        scope = scope_;
        purposes = purposes_;
        kinds = kinds_;
        from = uint40(block.timestamp);
        until = until_;
    }

    function revoke() external {
        require(msg.sender == patient);
        until = uint40(block.timestamp);
    }
}

/// @title Access: one access, as a contract
contract Access {
    bytes32 public immutable record;
    bytes32 public immutable part;
    address public immutable accessor;
    uint48 public immutable patient;
    uint256 public immutable what;

    constructor(bytes32 record_, bytes32 part_, address accessor_, uint48 patient_, uint256 what_) {
        record = record_;
        part = part_;
        accessor = accessor_;
        patient = patient_;
        what = what_;
    }
}

/// @title ContractEach: a factory that deploys one contract for each consent and each access
///
/// @notice A short equivalent of designs like MedRec's (Azaria et al. 2016), where each relation of a patient and a provider is a contract of its own.
///         What never changes is immutable, in place of storage, which is the cheaper way; an event says where the contract is.
contract ContractEach {
    event Permitted(address indexed patient, Consent consent);
    event Accessed(bytes32 indexed record, Access access);

    function permit(address grantee, bytes32 scope, uint88 purposes, uint48 kinds, uint40 until) external {
        emit Permitted(msg.sender, new Consent(msg.sender, grantee, scope, purposes, kinds, until));
    }

    function log(bytes32 record, bytes32 part, uint48 patient, uint256 what) external {
        emit Accessed(record, new Access(record, part, msg.sender, patient, what));
    }
}
