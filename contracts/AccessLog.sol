// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Consents} from "./Consents.sol";
import {Gateways} from "./Gateways.sol";
import {Reviews} from "./Reviews.sol";
import {AccessEntry, Basis, IAccessLog} from "./interfaces/IAccessLog.sol";
import {Policy, PolicyChoice, Role} from "./interfaces/IDirectory.sol";
import {Gateway} from "./interfaces/IGateways.sol";
import {Record} from "./interfaces/IRecords.sol";
import {AccessWord} from "./libraries/AccessWord.sol";
import {Purpose} from "./libraries/Purpose.sol";
import {Slot} from "./libraries/Slot.sol";
import {VerdictWord} from "./libraries/VerdictWord.sol";
import {Answer, NO, UNKNOWN, Window, YES} from "./libraries/Window.sol";

/// @title AccessLog: did
abstract contract AccessLog is IAccessLog, Consents, Gateways, Reviews {
    using AccessWord for uint256;

    /// @inheritdoc IAccessLog
    function logOwn(AccessEntry calldata entry) external {
        (, uint256 basis) = _log(entry.record, entry.part, entry.what.withAccount(msg.sender), address(0), 0);
        // Whoever has a leave is known by it.
        if (basis % uint256(Basis.UNDETERMINED) == 0) _requireKnown(entry); // NONE or UNDETERMINED, in one comparison
    }

    /// @inheritdoc IAccessLog
    function logAccesses(uint40 first, AccessEntry[] calldata entries) external {
        (Gateway storage gateway, address organization) = _requireGateway();
        uint256 next = uint256(gateway.entryCount) + 1;
        require(first == next, WrongNumber(uint40(next), first));
        _requireLength(entries.length);

        for (uint256 i = 0; i < entries.length; ++i) {
            AccessEntry calldata entry = entries[i];
            (address custodian, ) = _log(entry.record, entry.part, entry.what, msg.sender, next);
            require(custodian == organization, NotCustodiansGateway(msg.sender, custodian));
            ++next;
        }
        gateway.entryCount = uint40(next - 1);
    }

    /// @inheritdoc IAccessLog
    function basisOf(AccessEntry calldata entry) external view returns (Basis basis, uint32 version) {
        uint256 state = Slot.read(_record(entry.record));
        require(state != 0, UnknownRecord(entry.record));
        (uint256 judged, uint256 permitVersion) = _judge(entry.record, entry.what, state);
        return (Basis(judged), uint32(permitVersion));
    }

    /// @dev Judges, numbers and emits one access.
    function _log(
        bytes32 record,
        bytes32 part,
        uint256 what,
        address gateway,
        uint256 entryNumber
    ) private returns (address custodian, uint256 basis) {
        require(what.time() <= block.timestamp, InFuture(uint40(what.time()), block.timestamp));
        Record storage stored = _record(record);
        uint256 state = Slot.read(stored);
        require(state != 0, UnknownRecord(record));
        custodian = Slot.account(state);
        uint256 version;
        (basis, version) = _judge(record, what, state);

        uint256 number = Slot.countAccess(stored, state);
        if (basis == uint256(Basis.EMERGENCY)) _owesReview(record, uint40(number), what.account());

        emit Accessed(
            record,
            what.account(),
            Slot.recordPatient(state),
            part,
            what.withAccount(gateway),
            VerdictWord.pack(number, entryNumber, basis, version)
        );
    }

    /// @dev Whether the leave that the entry names held at the time it names. `decide()` in TypeScript is the same rule.
    ///
    /// @param state The record's first slot.
    function _judge(bytes32 record, uint256 what, uint256 state) private view returns (uint256 basis, uint256 version) {
        uint256 claimed = what.claimedBasis();
        Answer answer = NO;
        if (claimed == uint256(Basis.PERMIT)) {
            (answer, version) = _judgePermit(record, what, state);
        } else if (claimed == uint256(Basis.PATIENT)) {
            answer = _actedFor(what.account(), Slot.recordPatient(state), what.time());
        } else if (claimed == uint256(Basis.POLICY)) {
            answer = _judgePolicy(record, what, state);
        } else if (claimed == uint256(Basis.EMERGENCY)) {
            answer = _judgeEmergency(what);
        }
        if (answer == YES) return (claimed, version);
        return (uint256(answer == NO ? Basis.NONE : Basis.UNDETERMINED), 0);
    }

    function _judgePermit(
        bytes32 record,
        uint256 what,
        uint256 state
    ) private view returns (Answer answer, uint256 version) {
        address grantee = what.account();
        uint256 to = what.grantee();
        uint256 actor = _actorWord(grantee);
        answer = _validityOf(actor, what.time());
        if (answer == YES) {
            if (to == AccessWord.TO_ORGANIZATION) {
                grantee = Slot.account(actor);
            } else if (to == AccessWord.TO_GROUP) {
                grantee = groupAddress(what.detail());
                answer = _isMember(grantee, what.account(), what.time());
                if (answer != YES) return (answer, 0);
            } else if (to != AccessWord.TO_ACCESSOR) {
                return (NO, 0);
            }
        } else if (answer == UNKNOWN || to != AccessWord.TO_ACCESSOR || !Slot.actorIsOutside(actor, what.time())) {
            // An account outside the directory, say for a second opinion abroad, can have a permit to itself and no other.
            return (answer, 0);
        }

        if (what.isForAllRecords()) record = 0;
        uint256 permit_ = _permitWord(Slot.recordPatient(state), record, grantee);
        if (!Slot.permitHolds(permit_, what.purpose(), Slot.recordKind(state), what.time())) {
            return (Slot.permitMisses(permit_, what.time()), 0);
        }
        return (YES, Slot.permitVersion(permit_));
    }

    /// @dev The policy speaks for a patient who has said nothing to the accessor's organization, for this record or for all.
    function _judgePolicy(bytes32 record, uint256 what, uint256 state) private view returns (Answer answer) {
        uint256 time = what.time();
        uint256 actor = _actorWord(what.account());
        answer = _validityOf(actor, time);
        if (answer != YES) return answer;
        answer = _policyCovered(_policy(Slot.account(state)), what.purpose(), time);
        if (answer != YES) return answer;

        (uint48 patient, address organization) = (Slot.recordPatient(state), Slot.account(actor));
        answer = _hadSpoken(patient, bytes32(0), organization, time);
        if (answer == NO) answer = _hadSpoken(patient, record, organization, time);
        if (answer == UNKNOWN) return answer;
        return answer == NO ? YES : NO;
    }

    function _judgeEmergency(uint256 what) private view returns (Answer) {
        uint256 purpose = what.purpose();
        if ((purpose != Purpose.BTG && purpose != Purpose.ETREAT) || !what.isWithinEmergency()) return NO;
        uint256 actor = _actorWord(what.account());
        Answer answer = _validityOf(actor, what.time());
        if (answer != YES) return answer;
        return Slot.actorRoles(actor) & Role.EMERGENCY != 0 ? YES : NO;
    }

    function _policyCovered(
        PolicyChoice storage choice,
        uint256 purpose,
        uint256 time
    ) private view returns (Answer answer) {
        answer = Window.covers(choice.since, NO_END, choice.replaced, time);
        if (answer != YES) return answer;
        uint88 purposes = 0;
        if (choice.policy == Policy.BASIC_NORMAL) purposes = Purpose.TREATMENT_PAYMENT_OPERATIONS;
        if (choice.policy == Policy.ALL_NORMAL) purposes = Purpose.ALL_NORMAL;
        return Purpose.covers(purposes, purpose) ? YES : NO;
    }

    /// @dev Who states an access of its own is somebody the log knows: of the directory, the patient, or once permitted.
    function _requireKnown(AccessEntry calldata entry) private view {
        if (_actorWord(msg.sender) != 0) return;
        uint48 patient = _record(entry.record).patient;
        if (_patient(patient).controller == msg.sender || _isKnownProxy(msg.sender, patient)) return;
        bytes32 scope = entry.what.isForAllRecords() ? bytes32(0) : entry.record;
        require(_hadSpoken(patient, scope, msg.sender, NO_END) == YES, NotInDirectory(msg.sender));
    }
}
