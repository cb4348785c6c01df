// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Contribution} from "../../contracts/interfaces/IContributions.sol";
import {History, Record, Registration, Status} from "../../contracts/interfaces/IRecords.sol";
import {RoomWorld} from "./RoomWorld.sol";

// historyOf
// ├── of a record that is not registered → all zero
// ├── numbers run 1, 2, 3, ... over all custodians, and what was refused takes none
// ├── revisions and contributions are counted each on its own; accesses and relations count for neither
// └── a count that is full refuses one more; none starts again, and none reaches its neighbour
contract HistoryOfTest is RoomWorld {
    /// @dev Fits no field: Panic of arithmetic.
    bytes private constant OVERFLOW = abi.encodeWithSignature("Panic(uint256)", 0x11);

    function testFuzz_isZeroForARecordThatIsNotRegistered(bytes32 record) external view {
        vm.assume(record != RECORD && record != OTHER_RECORD && record != FOREIGN_RECORD);
        assertHistory(record, History(0, 0, 0, Status.REGISTERED));
        vm.assertEq(abi.encode(registry.recordOf(record)), abi.encode(Record(address(0), 0, 0, 0, 0)));
    }

    function test_numbersInOrderOverAllCustodians() external view {
        assertHistory(FOREIGN_RECORD, History(1, 0, 0, Status.FINAL));
        assertHistory(RECORD, History(2, 0, 0, Status.FINAL));
        assertHistory(OTHER_RECORD, History(3, 0, 0, Status.FINAL));
    }

    function testFuzz_numbersWithoutAGapWhateverIsRefused(uint256 seed) external {
        uint48 number = 3;
        for (uint256 i = 0; i < 12; ++i) {
            bool isHospital = roll(seed, i) % 2 == 0;
            uint256 length = 1 + (roll(seed, 100 + i) % 5);
            Registration[] memory list = new Registration[](length);
            for (uint256 j = 0; j < length; ++j) {
                bytes32 record = keccak256(abi.encode(i, j));
                list[j] = Registration(record, isHospital ? ALICE : BOB, STUDY, Status.PARTIAL, DIGEST);
            }
            bool isRefused = roll(seed, 200 + i) % 3 == 0;
            if (isRefused) list[length - 1].kind = 48;
            bool done = does(isHospital ? hospital : clinic, abi.encodeCall(registry.registerMany, (list)));
            vm.assertTrue(done != isRefused, "registered");
            for (uint256 j = 0; j < length; ++j) {
                uint48 expected = isRefused ? 0 : ++number;
                vm.assertEq(registry.historyOf(list[j].record).number, expected, "number");
            }
        }
    }

    function testFuzz_countsRevisionsAndContributionsEachOnItsOwn(uint256 seed) external {
        History memory expected = History(2, 0, 0, Status.FINAL);
        for (uint256 i = 0; i < 20; ++i) {
            uint256 what = roll(seed, i) % 4;
            if (what == 0) {
                expected.status = Status(4 + (roll(seed, 100 + i) % 3));
                send(hospital, abi.encodeCall(registry.amend, (RECORD, keccak256(abi.encode(i)), expected.status)));
                expected.revision += 1;
            } else if (what == 1) {
                send(radiologist, abi.encodeCall(registry.contribute, (contribution())));
                expected.contributions += 1;
            } else if (what == 2) {
                logOwn(access());
            } else {
                Contribution memory refused = contribution();
                refused.digest = 0;
                vm.assertFalse(does(radiologist, abi.encodeCall(registry.contribute, (refused))));
            }
            assertHistory(RECORD, expected);
        }
        assertHistory(OTHER_RECORD, History(3, 0, 0, Status.FINAL));
    }

    function test_refusesOneRevisionMoreThanFit() external {
        bytes memory call = abi.encodeCall(registry.amend, (RECORD, keccak256("next"), Status.AMENDED));
        write(History(2, type(uint32).max - 1, 7, Status.FINAL));
        uint256 before = vm.snapshotState();
        send(hospital, call);
        assertHistory(RECORD, History(2, type(uint32).max, 7, Status.AMENDED));
        vm.revertToStateAndDelete(before);
        write(History(2, type(uint32).max, 7, Status.FINAL));
        refuse(hospital, call, OVERFLOW);
    }

    function test_refusesOneContributionMoreThanFit() external {
        bytes memory call = abi.encodeCall(registry.contribute, (contribution()));
        write(History(2, 7, type(uint32).max - 1, Status.APPENDED));
        send(radiologist, call);
        assertHistory(RECORD, History(2, 7, type(uint32).max, Status.APPENDED));
        refuse(radiologist, call, OVERFLOW);
    }

    /// @dev Writes the history of RECORD, into the one slot that reading it reads.
    function write(History memory history) private {
        vm.record();
        registry.historyOf(RECORD);
        (bytes32[] memory reads, ) = vm.accesses(address(registry));
        bytes memory word = abi.encodePacked(
            bytes17(0),
            uint8(history.status),
            history.contributions,
            history.revision,
            history.number
        );
        vm.store(address(registry), reads[0], bytes32(word));
        assertHistory(RECORD, history);
    }

    function assertHistory(bytes32 record, History memory expected) private view {
        vm.assertEq(abi.encode(registry.historyOf(record)), abi.encode(expected));
    }
}
