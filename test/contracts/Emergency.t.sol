// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry, Basis, IAccessLog} from "../../contracts/interfaces/IAccessLog.sol";
import {Outcome, Review} from "../../contracts/interfaces/IReviews.sol";
import {AccessWord} from "../../contracts/libraries/AccessWord.sol";
import {RoomWorld} from "./RoomWorld.sol";
import {Access, Verdict, packAccess, packVerdict} from "./Words.sol";

// The detail of an emergency: a coded reason, and how many seconds before the access the glass was broken
// ├── holds with each of the 255 reasons, and with none not
// ├── holds for 14,400 seconds, and for one more not
// ├── for both purposes, by a gateway and in one's own name
// └── is logged all the same where it does not hold, with basis NONE, and owes no review then
contract EmergencyTest is RoomWorld {
    function test_holdsWithEachReason() external view {
        for (uint256 reason = 0; reason < 256; ++reason) {
            assertHolds(BTG, uint8(reason), 0);
            assertHolds(ETREAT, uint8(reason), 14_400);
        }
    }

    function test_holdsForFourHours() external view {
        uint24[8] memory ages = [0, 1, 14_399, 14_400, 14_401, 28_800, 65_536, type(uint24).max];
        for (uint256 i = 0; i < ages.length; ++i) {
            assertHolds(BTG, 1, ages[i]);
            assertHolds(ETREAT, 255, ages[i]);
            assertHolds(BTG, 0, ages[i]);
        }
    }

    function testFuzz_holdsWithAReasonAndInTimeAlone(uint8 reason, uint24 age, bool isTreatment) external view {
        assertHolds(isTreatment ? ETREAT : BTG, reason, age);
        assertHolds(isTreatment ? ETREAT : BTG, reason, uint24(14_395 + (uint256(age) % 10)));
    }

    /// @dev The reason is the low byte, as it is spelled out here byte by byte; whatever else the word holds.
    /// hardhat-config: fuzz.runs = 10000
    /// deep-config: fuzz.runs = 100000
    function testFuzz_readsReasonAndAgeFromTheirBits(uint256 word, uint24 age) external pure {
        bytes memory b = abi.encodePacked(word);
        uint256 found = uint256(uint8(b[0])) * 65_536 + uint256(uint8(b[1])) * 256 + uint8(b[2]);
        vm.assertTrue(AccessWord.isWithinEmergency(word) == (b[3] != 0 && found <= 14_400), "any word");
        age = uint24(14_398 + (uint256(age) % 5));
        word = (uint256(age) << 232) | (word & (type(uint256).max >> 24));
        vm.assertTrue(AccessWord.isWithinEmergency(word) == (b[3] != 0 && age <= 14_400), "near the end");
    }

    /// deep-config: fuzz.runs = 100000
    function testFuzz_isLoggedAndOwedAReviewIfItHolds(uint8 reason, uint24 age, bool byGateway) external {
        Access memory stated = emergency();
        age = uint24(within(age, 14_398, 14_402));
        stated.detail = emergencyDetail(reason, age);
        bool holds = reason != 0 && age <= 14_400;
        expectAccessed(stated, byGateway ? gateway : address(0), 1, holds);
        if (byGateway) logBatch(gateway, 1, entry(stated));
        else logOwn(stated);
        assertOwed(1, holds);
    }

    function testFuzz_owesAReviewForEachOfABatchAndForNoOther(uint256 seed) external {
        permit(terms());
        uint256 length = 1 + (roll(seed, 0) % 20);
        AccessEntry[] memory entries = new AccessEntry[](length);
        for (uint256 i = 0; i < length; ++i) entries[i] = entry(isEmergency(seed, i) ? emergency() : access());
        send(gateway, abi.encodeCall(registry.logAccesses, (1, entries)));
        for (uint256 i = 0; i < length; ++i) assertOwed(uint40(i + 1), isEmergency(seed, i));
        assertOwed(0, false);
        assertOwed(uint40(length + 1), false);
    }

    function test_owesAReviewToTheRecordThatWasAccessed() external {
        AccessEntry[] memory entries = repeat(entry(emergency()), 3);
        entries[1].record = OTHER_RECORD;
        send(gateway, abi.encodeCall(registry.logAccesses, (1, entries)));
        assertOwed(1, true);
        assertOwed(2, true);
        assertOwed(3, false);
        vm.assertEq(registry.reviewOf(OTHER_RECORD, 1).accessor, resident);
        vm.assertEq(registry.reviewOf(OTHER_RECORD, 2).accessor, address(0));
    }

    function test_owesAReviewByWhomTheEntryNamesAndNotByTheGateway() external {
        logBatch(gateway, 1, entry(emergency()));
        vm.assertEq(registry.reviewOf(RECORD, 1).accessor, resident);
    }

    function test_owesAReviewByTheCallerWhomeverTheEntryNames() external {
        Access memory stated = emergency();
        stated.account = radiologist;
        send(resident, abi.encodeCall(registry.logOwn, (entry(stated))));
        vm.assertEq(registry.reviewOf(RECORD, 1).accessor, resident);
    }

    function testFuzz_owesNoReviewOnAnyOtherBasis(uint8 claim, uint8 purpose, uint32 detail) external {
        permit(terms());
        vm.assume(claim % 8 != BY_EMERGENCY);
        Access memory stated = emergency();
        (stated.claim, stated.purpose, stated.detail) = (claim, purpose, detail);
        logOwn(stated);
        assertOwed(1, false);
    }

    function testFuzz_owesNoReviewForAnyOtherPurpose(uint8 purpose) external {
        vm.assume(purpose != BTG && purpose != ETREAT);
        Access memory stated = emergency();
        stated.purpose = purpose;
        expectAccessed(stated, address(0), 1, false);
        logOwn(stated);
        assertOwed(1, false);
    }

    function isEmergency(uint256 seed, uint256 i) private pure returns (bool) {
        return roll(seed, 1 + i) % 2 == 0;
    }

    function expectAccessed(Access memory stated, address by, uint40 number, bool holds) private {
        // The event names the gateway where the entry names the accessor.
        uint256 what = ((packAccess(stated) >> 160) << 160) | uint160(by);
        uint8 basis = uint8(holds ? Basis.EMERGENCY : Basis.NONE);
        uint256 verdict = packVerdict(Verdict(number, by == address(0) ? 0 : 1, basis, 0));
        vm.expectEmit(address(registry));
        emit IAccessLog.Accessed(RECORD, stated.account, ALICE, 0, what, verdict);
    }

    function assertHolds(uint8 purpose, uint8 reason, uint24 age) private view {
        Access memory stated = emergency();
        (stated.purpose, stated.detail) = (purpose, emergencyDetail(reason, age));
        assertBasis(stated, reason != 0 && age <= 14_400 ? Basis.EMERGENCY : Basis.NONE);
    }

    function assertOwed(uint40 number, bool isOwed) private view {
        Review memory owed = Review(resident, uint40(block.timestamp) + 72 hours, Outcome.PENDING);
        if (!isOwed) owed = Review(address(0), 0, Outcome.PENDING);
        vm.assertEq(abi.encode(registry.reviewOf(RECORD, number)), abi.encode(owed));
    }
}
