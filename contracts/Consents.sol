// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Records} from "./Records.sol";
import {IConsents, Permit, Target, Terms} from "./interfaces/IConsents.sol";
import {Slot} from "./libraries/Slot.sol";
import {Answer, NO, UNKNOWN, Window, YES} from "./libraries/Window.sol";

/// @title Consents: may
abstract contract Consents is IConsents, Records {
    mapping(uint48 patient => mapping(bytes32 scope => mapping(address grantee => Permit terms))) private _permits;

    /// @inheritdoc IConsents
    function permit(Terms calldata terms) external {
        address by = _actor();
        uint40 powerUntil = _requireConsents(by, terms.patient);
        uint40 from = _notBeforeNow(terms.from);
        require(from < terms.until, PermitOver(from, terms.until));
        require(terms.until <= powerUntil, OutlastsPower(terms.until, powerUntil));
        require(terms.purposes != 0 && terms.kinds != 0, PermitsNothing(terms.purposes, terms.kinds));
        require(terms.grantee != address(0), NoGrantee());

        uint32 version = _write(_permits[terms.patient][terms.scope][terms.grantee], terms, from);

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

    /// @inheritdoc IConsents
    function revoke(uint48 patient, bytes32 scope, address grantee) external {
        address by = _actor();
        _requireConsents(by, patient);
        _revoke(patient, scope, grantee, by);
    }

    /// @inheritdoc IConsents
    function revokeMany(uint48 patient, Target[] calldata targets) external {
        address by = _actor();
        _requireConsents(by, patient);
        _requireLength(targets.length);

        for (uint256 i = 0; i < targets.length; ++i) {
            _revoke(patient, targets[i].scope, targets[i].grantee, by);
        }
    }

    /// @inheritdoc IConsents
    function voidSignatures(uint48 patient) external {
        address by = _actor();
        _requireConsents(by, patient);
        emit SignaturesVoided(patient, _raiseEpoch(patient), by);
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

    function _write(Permit storage stored, Terms calldata terms, uint40 from) private returns (uint32 version) {
        uint256 old = Slot.read(stored);
        version = _next(Slot.permitVersion(old));
        bool replaced =
            Slot.permitReplaced(old) == 1 || Window.loses(Slot.permitFrom(old), Slot.permitUntil(old), from);
        uint256 purposesAndKinds = uint256(terms.purposes) | (uint256(terms.kinds) << 88);
        Slot.write(stored, from, terms.until, version, replaced ? 1 : 0, purposesAndKinds);
    }

    function _revoke(uint48 patient, bytes32 scope, address grantee, address by) private {
        Permit storage stored = _permits[patient][scope][grantee];
        uint256 old = Slot.read(stored);
        uint32 version = _next(Slot.permitVersion(old)); // voids every signature made for the old version
        uint256 time = block.timestamp;
        (uint256 from, uint256 until) = (time, time);
        // Where nothing was ever granted the patient has spoken all the same: no policy covers the grantee from now on.
        if (version > 1) (from, until) = Window.end(Slot.permitFrom(old), Slot.permitUntil(old), time);
        Slot.writeWindow(stored, old, from, until, version);

        emit Revoked(patient, scope, grantee, version, by);
    }

    /// @dev Checked, so that the version never starts again: signatures made for it long ago would be good again.
    function _next(uint256 version) private pure returns (uint32) {
        return uint32(version) + 1;
    }
}
