// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry, IAccessLog} from "../../contracts/interfaces/IAccessLog.sol";
import {Book} from "../../contracts/interfaces/IBooks.sol";
import {Contribution, Disposition, Origin} from "../../contracts/interfaces/IContributions.sol";
import {History, Record, Registration, Relation, Status} from "../../contracts/interfaces/IRecords.sol";
import {Outcome, Review} from "../../contracts/interfaces/IReviews.sol";
import {RoomGhost} from "./RoomGhost.sol";
import {Vm} from "./Vm.sol";
import {Access, Verdict, packAccess, unpackVerdict} from "./Words.sol";

/// @notice Anybody tries anything in the rooms around a record, entitled or not. No function here reverts.
contract RoomHandler is RoomGhost {
    modifier onTime() {
        vm.warp(clock);
        _;
    }

    function pass(uint16 time) external {
        clock += time % 8 == 0 ? 9 hours : time % 40;
    }

    function register(uint256 die) external onTime {
        address by = anybody(roll(die, 1));
        if (roll(die, 6) % 2 == 0) by = [hospital, registrar, clinic][roll(die, 7) % 3];
        Registration memory r = Registration(recordAt(roll(die, 2)), ALICE, STUDY, Status(roll(die, 4) % 5), DIGEST);
        if (roll(die, 3) % 3 == 0) r.patient = BOB;
        if (roll(die, 5) % 4 == 0) r.digest = 0;
        address custodian = r.patient == ALICE ? hospital : clinic;
        bool done = send(by, abi.encodeCall(registry.register, (r)));
        bool isNew = _records[r.record].custodian == address(0);
        bool isEntitled = registersFor(by) == custodian;
        note(done, isEntitled && isNew && r.status <= Status.FINAL && r.digest != 0, "a record was registered wrongly");
        if (!done) return;
        _records[r.record] = Record(custodian, r.patient, 0, r.kind, r.digest);
        _histories[r.record] = History(++recordCount, 0, 0, r.status);
    }

    function amend(uint256 die) external onTime {
        (address by, bytes32 record) = (anybody(roll(die, 1)), recordAt(roll(die, 2)));
        if (roll(die, 6) % 4 != 0) record = [RECORD, FOREIGN_RECORD][roll(die, 6) % 2]; // often the same, so that it comes far
        if (roll(die, 3) % 4 != 0 && _records[record].custodian != address(0)) by = _records[record].custodian;
        Status next = Status(roll(die, 4) % 9);
        bytes32 digest = [bytes32(0), _records[record].digest, bytes32(die), bytes32(die)][roll(die, 5) % 4];
        History storage h = _histories[record];
        bytes32 previous = _records[record].digest;
        vm.recordLogs();
        bool done = send(by, abi.encodeCall(registry.amend, (record, digest, next)));
        bool isEntitled = h.number != 0 && registersFor(by) == _records[record].custodian;
        bool isNews = digest != 0 && (digest != previous || next != h.status);
        if (done && !mayFollow(h.status, next)) happened["a status left the lifecycle"] = true;
        note(done, isEntitled && isNews && mayFollow(h.status, next), "a record was amended wrongly");
        if (!done) return;
        Vm.Log[] memory logs = vm.getRecordedLogs();
        (uint32 revision, , , bytes32 before, ) = abi.decode(logs[0].data, (uint32, Status, bytes32, bytes32, address));
        if (revision != h.revision + 1 || before != previous)
            happened["a revision does not follow the one before"] = true;
        (_records[record].digest, h.status, h.revision) = (digest, next, h.revision + 1);
    }

    function relate(uint256 die) external onTime {
        (address by, bytes32 record, bytes32 target) = (
            anybody(roll(die, 1)),
            recordAt(roll(die, 2)),
            recordAt(roll(die, 3))
        );
        if (roll(die, 4) % 2 == 0 && _records[record].custodian != address(0)) by = _records[record].custodian;
        bool done = send(by, abi.encodeCall(registry.relate, (record, Relation(roll(die, 5) % 4), target)));
        (uint48 number, uint48 older) = (_histories[record].number, _histories[target].number);
        bool isEntitled = number != 0 && registersFor(by) == _records[record].custodian;
        if (done && (older == 0 || older >= number)) happened["a relation to what is not older"] = true;
        note(done, isEntitled && older != 0 && older < number, "a record was related wrongly");
    }

    function contribute(uint256 die) external onTime {
        address by = anybody(roll(die, 1));
        Contribution memory c;
        (c.record, c.digest, c.origin) = (recordAt(roll(die, 2)), DIGEST, Origin(roll(die, 3) % 3));
        if (roll(die, 4) % 2 == 0) c.tool = [tool, radiologist, stranger, gatewayAt(die)][roll(die, 5) % 4];
        if (roll(die, 6) % 8 == 0) c.digest = 0;
        if (roll(die, 7) % 2 == 0) (c.record, by) = (RECORD, radiologist);
        vm.recordLogs();
        bool done = send(by, abi.encodeCall(registry.contribute, (c)));
        address custodian = _records[c.record].custodian;
        bool isIn = custodian != address(0) && worksFor(by) == custodian;
        if (done && !isIn) happened["a contribution by one who is not of the custodian"] = true;
        if (done && c.origin != Origin.AI && !isPerson(by)) happened["a device wrote as a person"] = true;
        bool isDevice = c.tool == tool || c.tool == gatewayAt(die);
        bool isTool = c.origin == Origin.HUMAN ? c.tool == address(0) : isDevice;
        bool isAuthor = isIn && (c.origin == Origin.AI || isPerson(by));
        note(done, isAuthor && isTool && c.digest != 0, "a contribution was taken wrongly");
        if (!done) return;
        uint32 number = abi.decode(vm.getRecordedLogs()[0].data, (uint32));
        if (number != ++_histories[c.record].contributions) happened["a record's contributions have a gap"] = true;
    }

    function dispose(uint256 die) external onTime {
        (address by, bytes32 record) = (anybody(roll(die, 1)), recordAt(roll(die, 2)));
        uint32 number = uint32(roll(die, 3) % 3);
        if (roll(die, 5) % 2 == 0) (record, number) = (RECORD, 1);
        bool done = send(by, abi.encodeCall(registry.dispose, (record, number, Disposition(roll(die, 4) % 3))));
        bool isThere = number != 0 && number <= _histories[record].contributions;
        bool isEntitled = isPerson(by) && worksFor(by) == _records[record].custodian;
        note(done, isThere && isEntitled, "a contribution was disposed of wrongly");
    }

    function anchorBook(uint256 die) external onTime {
        address by = anybody(roll(die, 1));
        if (roll(die, 2) % 2 == 0) by = [hospital, clinic][roll(die, 3) % 2];
        bytes32 root = roll(die, 4) % 4 == 0 ? bytes32(0) : bytes32(die | 1);
        bool done = send(by, abi.encodeCall(registry.anchorBook, (root)));
        address custodian = registersFor(by);
        uint40 interval = clock / 1 days;
        bool isTime = interval > _books[custodian].interval;
        if (done && !isTime) happened["a book was anchored twice in an interval"] = true;
        note(done, custodian != address(0) && isTime && root != 0, "a book was anchored wrongly");
        if (done) _books[custodian] = Book(root, interval);
    }

    function logEmergency(uint256 die) external onTime {
        address by = [resident, medic, radiologist, consultant][roll(die, 1) % 4];
        Access memory a = Access(
            by,
            clock,
            roll(die, 2) % 4 == 0 ? TREAT : BTG,
            READ,
            BY_EMERGENCY,
            uint32(roll(die, 3) % 2)
        );
        bytes32 record = roll(die, 5) % 4 == 0 ? recordAt(roll(die, 4)) : RECORD;
        vm.recordLogs();
        send(by, abi.encodeCall(registry.logOwn, (AccessEntry(record, 0, packAccess(a)))));
        noteAccesses(address(0));
    }

    function logForOthers(uint256 die) external onTime {
        uint256 i = roll(die, 1);
        address by = roll(die, 2) % 8 == 0 ? anybody(i) : gatewayAt(i);
        AccessEntry[] memory entries = new AccessEntry[](2);
        entries[0].record = by == gatewayAt(i) && i % 2 == 1 ? FOREIGN_RECORD : RECORD;
        entries[1].record = recordAt(roll(die, 3));
        Access memory a = Access(resident, clock, BTG, READ, BY_EMERGENCY, 1);
        for (uint256 j = 0; j < 2; ++j) entries[j].what = packAccess(a);
        uint40 first = _gateways[by].entryCount + uint40(roll(die, 4) % 8 == 0 ? 2 : 1);
        vm.recordLogs();
        bool done = send(by, abi.encodeCall(registry.logAccesses, (first, entries)));
        if (done && _gateways[by].retired) happened["a retired gateway logged"] = true;
        if (done) noteAccesses(by);
    }

    function heartbeat(uint256 die) external onTime {
        (address by, uint40 nextBy) = (anybody(roll(die, 1)), clock + uint40(roll(die, 2) % 3));
        if (roll(die, 3) % 2 == 0) by = gatewayAt(roll(die, 4));
        bool done = send(by, abi.encodeCall(registry.heartbeat, (bytes32(die), nextBy)));
        note(done, isGateway(by) && !_gateways[by].retired && nextBy > clock, "a gateway was heard of wrongly");
        if (done) _gateways[by].nextBy = nextBy;
    }

    function retire(uint256 die) external onTime {
        uint256 i = roll(die, 1);
        (address by, address retiring) = (anybody(roll(die, 2)), gatewayAt(i));
        if (roll(die, 3) % 4 != 0) return; // rarely, since it is once for each gateway
        bool done = send(by, abi.encodeCall(registry.retire, (retiring)));
        bool isEntitled = by == retiring || by == gatewaysOrganization(i % GATEWAYS);
        note(done, isEntitled && !_gateways[retiring].retired, "a gateway was retired wrongly");
        if (done) _gateways[retiring].retired = true;
    }

    function review(uint256 die) external onTime {
        address by =
            roll(die, 1) % 4 == 0 ? anybody(roll(die, 2)) : [reviewer, medic, foreignReviewer][roll(die, 2) % 3];
        (bytes32 record, Outcome outcome) = (recordAt(roll(die, 3)), Outcome(roll(die, 4) % 3));
        if (roll(die, 6) % 4 != 0) record = RECORD;
        uint40 count = registry.accessCountOf(record);
        if (count == 0) return;
        uint40 number = uint40(1 + (roll(die, 5) % (count < 4 ? count : 4))); // the first few, so that some come up again
        Review storage r = _reviews[record][number];
        bool done = send(by, abi.encodeCall(registry.review, (record, number, outcome, DIGEST)));
        if (done && r.outcome != Outcome.PENDING) happened["an access was reviewed twice"] = true;
        if (done && by == r.accessor) happened["somebody reviewed itself"] = true;
        address custodian = _records[record].custodian;
        bool isReviewer = custodian == clinic ? by == foreignReviewer : by == reviewer || by == medic;
        bool isOwed = r.accessor != address(0) && r.outcome == Outcome.PENDING && by != r.accessor;
        note(done, isReviewer && isOwed && outcome != Outcome.PENDING, "an access was reviewed wrongly");
        if (done) r.outcome = outcome;
    }

    function openGroup(uint256 die) external onTime {
        address by = anybody(roll(die, 1));
        bool done = send(by, abi.encodeCall(registry.openGroup, ()));
        note(done, by == hospital || by == clinic, "a group was opened wrongly");
        if (done) ++groupCount;
    }

    function attest(uint256 die) external onTime {
        (address by, address actor) = (anybody(roll(die, 1)), anybody(roll(die, 2)));
        bytes32 credential = roll(die, 3) % 4 == 0 ? bytes32(0) : DIGEST;
        bool done = send(by, abi.encodeCall(registry.attestCredential, (actor, credential, clock)));
        bool isThere = worksFor(actor) != address(0) && credential != 0;
        note(done, (by == hospital || by == clinic) && isThere, "a credential was attested wrongly");
    }

    function isGateway(address account) private pure returns (bool) {
        for (uint256 i = 0; i < GATEWAYS; ++i) if (account == gatewayAt(i)) return true;
        return false;
    }

    /// @dev An access whose basis is EMERGENCY owes a review from then on.
    function noteAccesses(address by) private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] != IAccessLog.Accessed.selector) continue;
            (, , uint256 word) = abi.decode(logs[i].data, (bytes32, uint256, uint256));
            Verdict memory v = unpackVerdict(word);
            bytes32 record = logs[i].topics[1];
            address accessor = address(uint160(uint256(logs[i].topics[2])));
            ++_records[record].accessCount;
            if (v.basis == 4) _reviews[record][v.number] = Review(accessor, clock + 72 hours, Outcome.PENDING);
            if (by != address(0) && v.entryNumber != ++_gateways[by].entryCount)
                happened["a gateway's numbers have a gap"] = true;
        }
    }
}
