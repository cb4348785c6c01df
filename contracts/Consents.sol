// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Records} from "./Records.sol";
import {IConsents, Permit, Terms} from "./interfaces/IConsents.sol";
import {Patient} from "./interfaces/IPatients.sol";
import {Slot} from "./libraries/Slot.sol";
import {Answer, NO, UNKNOWN, Window, YES} from "./libraries/Window.sol";

/// @title Consents: may
abstract contract Consents is IConsents, Records, EIP712 {
    bytes32 private constant PERMIT_TYPEHASH = keccak256(
        "Permit(uint48 patient,bytes32 scope,address grantee,uint88 purposes,uint48 kinds,uint40 from,uint40 until,uint32 version,uint32 epoch,uint40 deadline)"
    );
    bytes32 private constant REVOCATION_TYPEHASH = keccak256(
        "Revocation(uint48 patient,bytes32 scope,address grantee,uint32 version,uint32 epoch,uint40 deadline)"
    );

    mapping(uint48 patient => mapping(bytes32 scope => mapping(address grantee => Permit terms))) private _permits;

    /// @inheritdoc IConsents
    function permit(Terms calldata terms) external {
        _requireActsFor(msg.sender, terms.patient);
        _permit(terms, msg.sender);
    }

    /// @inheritdoc IConsents
    function permitBySignature(Terms calldata terms, uint40 deadline, bytes calldata signature) external {
        Patient storage patient = _patient(terms.patient);
        (address controller, uint32 epoch) = (patient.controller, patient.epoch);
        uint32 version = _permits[terms.patient][terms.scope][terms.grantee].version;
        bytes32 hash = keccak256(abi.encode(PERMIT_TYPEHASH, terms, version, epoch, deadline));
        _requireSigned(terms.patient, controller, version, epoch, deadline, hash, signature);

        _permit(terms, controller);
    }

    /// @inheritdoc IConsents
    function revoke(uint48 patient, bytes32 scope, address grantee) external {
        _requireActsFor(msg.sender, patient);
        _revoke(patient, scope, grantee, msg.sender);
    }

    /// @inheritdoc IConsents
    function revokeBySignature(
        uint48 patient,
        bytes32 scope,
        address grantee,
        uint40 deadline,
        bytes calldata signature
    ) external {
        (address controller, uint32 epoch) = (_patient(patient).controller, _patient(patient).epoch);
        uint32 version = _permits[patient][scope][grantee].version;
        bytes32 hash = keccak256(abi.encode(REVOCATION_TYPEHASH, patient, scope, grantee, version, epoch, deadline));
        _requireSigned(patient, controller, version, epoch, deadline, hash, signature);

        _revoke(patient, scope, grantee, controller);
    }

    /// @inheritdoc IConsents
    function permitOf(uint48 patient, bytes32 scope, address grantee) external view returns (Permit memory) {
        return _permits[patient][scope][grantee];
    }

    function _permitWord(uint48 patient, bytes32 scope, address grantee) internal view returns (uint256) {
        return Slot.read(_permits[patient][scope][grantee]);
    }

    /// @dev Whether the patient had said anything to the grantee for the scope by `time`: from then on no policy speaks for the patient.
    function _hadSpoken(uint48 patient, bytes32 scope, address grantee, uint256 time) internal view returns (Answer) {
        Permit storage terms = _permits[patient][scope][grantee];
        if (terms.version == 0) return NO;
        if (time >= terms.from) return YES;
        return terms.version == 1 ? NO : UNKNOWN;
    }

    function _permit(Terms calldata terms, address by) private {
        uint40 from = _notBeforeNow(terms.from);
        require(from < terms.until, PermitOver(from, terms.until));
        require(terms.purposes != 0 && terms.kinds != 0, PermitsNothing(terms.purposes, terms.kinds));
        require(terms.grantee != address(0), NoGrantee());

        Permit storage stored = _permits[terms.patient][terms.scope][terms.grantee];
        uint256 old = Slot.read(stored);
        uint32 version = _next(Slot.permitVersion(old));
        bool replaced =
            Slot.permitReplaced(old) == 1 || Window.loses(Slot.permitFrom(old), Slot.permitUntil(old), from);
        uint256 purposesAndKinds = uint256(terms.purposes) | (uint256(terms.kinds) << 88);
        Slot.write(stored, from, terms.until, version, replaced ? 1 : 0, purposesAndKinds);

        emit Permitted(
            terms.patient,
            terms.scope,
            terms.grantee,
            terms.purposes,
            terms.kinds,
            from,
            terms.until,
            version,
            by
        );
    }

    function _revoke(uint48 patient, bytes32 scope, address grantee, address by) private {
        Permit storage stored = _permits[patient][scope][grantee];
        uint256 old = Slot.read(stored);
        uint32 version = _next(Slot.permitVersion(old)); // voids every signature made for the old version
        uint256 time = block.timestamp;
        (uint256 from, uint256 until) = (time, time);
        // Where nothing was ever granted the patient has spoken all the same: no policy covers the grantee from now on.
        if (version > 1) (from, until) = Window.end(Slot.permitFrom(old), Slot.permitUntil(old), time);
        Slot.write(stored, from, until, version, Slot.permitReplaced(old), Slot.permitPurposesAndKinds(old));

        emit Revoked(patient, scope, grantee, version, by);
    }

    /// @dev Checked, so that the version never starts again: signatures made for it long ago would be good again.
    function _next(uint256 version) private pure returns (uint32) {
        return uint32(version) + 1;
    }

    function _requireSigned(
        uint48 patient,
        address signer,
        uint32 version,
        uint32 epoch,
        uint40 deadline,
        bytes32 structHash,
        bytes calldata signature
    ) private view {
        require(block.timestamp <= deadline, SignatureExpired(deadline, block.timestamp));
        bytes32 hash = _hashTypedDataV4(structHash);
        // By key first: an account that delegates by EIP-7702 has code and a key, and both sign. A patient that does not exist has
        // controller zero, which no signature recovers to.
        (address recovered, ECDSA.RecoverError failure, ) = ECDSA.tryRecoverCalldata(hash, signature);
        bool isSigned =
            (failure == ECDSA.RecoverError.NoError && recovered == signer) ||
                (signer.code.length > 0 &&
                    SignatureChecker.isValidERC1271SignatureNowCalldata(signer, hash, signature));
        require(isSigned, WrongSignature(patient, version, epoch));
    }
}
