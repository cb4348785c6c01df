// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry} from "../../contracts/interfaces/IAccessLog.sol";
import {ActorKind, Role} from "../../contracts/interfaces/IDirectory.sol";
import {IReviews, Outcome, Review} from "../../contracts/interfaces/IReviews.sol";
import {RoomWorld} from "./RoomWorld.sol";
import {Access} from "./Words.sol";

// review
// ├── when the access is not one in an emergency, or none → it reverts with NoReviewDue
// ├── when it was reviewed → it reverts with AlreadyReviewed
// ├── when the caller is not a reviewer in force of the record's custodian → it reverts with NotReviewer
// ├── when the reviewer is the accessor → it reverts with OwnAccess
// ├── when the outcome is PENDING → it reverts with NoOutcome
// ├── when the outcome is none → it reverts
// └── otherwise → it has the outcome, however late, and nothing else of the access changes
contract ReviewTest is RoomWorld {
    bytes32 private constant NOTE = keccak256("note");
    uint40 private constant DUE = NOW + 72 hours;

    /// @dev Of the hospital: may break the glass, and may review.
    address private chief = name("chief");

    function setUp() public override {
        super.setUp();
        vm.prank(hospital);
        registry.admit(chief, ActorKind.PRACTITIONER, Role.EMERGENCY | Role.REVIEWER, 0, NO_END);
    }

    function testFuzz_refusesAnAccessThatIsNone(bytes32 record, uint40 number) external {
        logOwn(emergency());
        vm.assume(record != RECORD || number != 1);
        refuse(reviewer, encode(record, number, Outcome.JUSTIFIED), noReviewDue(record, number));
        if (number != 1) refuse(reviewer, encode(RECORD, number, Outcome.JUSTIFIED), noReviewDue(RECORD, number));
    }

    function test_refusesAnAccessWithoutAnEmergency() external {
        permit(terms());
        Access memory byNone = emergency();
        byNone.claim = BY_NONE;
        Access memory ofNobody = emergency();
        ofNobody.account = consultant;
        Access memory ofPatient = emergency();
        (ofPatient.account, ofPatient.claim) = (alice, BY_PATIENT);
        Access[4] memory others = [access(), byNone, ofNobody, ofPatient];
        for (uint40 i = 0; i < others.length; ++i) {
            vm.assertEq(logOwn(others[i]), i + 1);
            assertReview(i + 1, Review(address(0), 0, Outcome.PENDING));
            refuse(reviewer, encode(RECORD, i + 1, Outcome.UNJUSTIFIED), noReviewDue(RECORD, i + 1));
        }
    }

    function testFuzz_refusesASecondReview(uint8 first, uint8 second) external {
        logOwn(emergency());
        Outcome outcome = Outcome(1 + (first % 2));
        send(reviewer, encode(RECORD, 1, outcome));
        bytes memory refusal = abi.encodeWithSelector(IReviews.AlreadyReviewed.selector, RECORD, 1);
        refuse(reviewer, encode(RECORD, 1, Outcome(second % 3)), refusal);
        refuse(chief, encode(RECORD, 1, Outcome(second % 3)), refusal);
        assertReview(1, Review(resident, DUE, outcome));
    }

    function testFuzz_refusesWhoIsNoReviewerOfTheCustodian(address caller) external {
        logOwn(emergency());
        address[9] memory callers = [
            caller,
            hospital,
            radiologist,
            registrar,
            resident,
            foreignReviewer,
            clinic,
            alice,
            admin
        ];
        vm.assume(caller != reviewer && caller != chief);
        for (uint256 i = 0; i < callers.length; ++i) {
            refuse(callers[i], encode(RECORD, 1, Outcome.JUSTIFIED), notReviewer(callers[i], hospital));
        }
    }

    function testFuzz_reviewsByItsRoleAlone(uint8 roles, bool isDevice) external {
        logOwn(emergency());
        ActorKind kind = isDevice ? ActorKind.DEVICE : ActorKind.PRACTITIONER;
        vm.prank(hospital);
        registry.admit(stranger, kind, roles % 32, 0, NO_END);
        bool isReviewer = (roles >> 3) & 1 == 1;
        bytes memory refusal = isReviewer ? bytes("") : notReviewer(stranger, hospital);
        attempt(stranger, encode(RECORD, 1, Outcome.JUSTIFIED), refusal);
    }

    function test_refusesAReviewerThatIsNoMoreInForce() external {
        logOwn(emergency());
        vm.prank(hospital);
        registry.suspend(reviewer);
        refuse(reviewer, encode(RECORD, 1, Outcome.JUSTIFIED), notReviewer(reviewer, hospital));
    }

    function test_refusesReviewersOfASuspendedOrganization() external {
        logOwn(emergency());
        vm.prank(admin);
        registry.suspendOrganization(hospital);
        refuse(reviewer, encode(RECORD, 1, Outcome.JUSTIFIED), notReviewer(reviewer, hospital));
    }

    function test_refusesTheAccessor() external {
        Access memory own = emergency();
        own.account = chief;
        logOwn(own);
        bytes memory refusal = abi.encodeWithSelector(IReviews.OwnAccess.selector, chief);
        refuse(chief, encode(RECORD, 1, Outcome.JUSTIFIED), refusal);
        logBatch(gateway, 1, entry(own));
        refuse(chief, encode(RECORD, 2, Outcome.UNJUSTIFIED), refusal);
        // It can review what others did.
        logOwn(emergency());
        send(chief, encode(RECORD, 3, Outcome.JUSTIFIED));
    }

    function testFuzz_takesTheTwoOutcomesAndNoOther(uint256 outcome) external {
        logOwn(emergency());
        refuse(reviewer, encode(RECORD, 1, Outcome.PENDING), abi.encodeWithSelector(IReviews.NoOutcome.selector));
        outcome = within(outcome, 3, type(uint256).max);
        bytes4 selector = registry.review.selector;
        vm.assertFalse(does(reviewer, abi.encodeWithSelector(selector, RECORD, 1, outcome, NOTE)));
        vm.assertTrue(does(reviewer, abi.encodeWithSelector(selector, RECORD, 1, 2, NOTE)));
    }

    function testFuzz_saysOutcomeAndNote(uint8 number, bytes32 note) external {
        Outcome outcome = Outcome(1 + (number % 2));
        logOwn(emergency());
        bytes memory record = abi.encode(registry.recordOf(RECORD), registry.historyOf(RECORD));
        vm.expectEmit(address(registry));
        emit IReviews.Reviewed(RECORD, 1, reviewer, outcome, note);
        send(reviewer, abi.encodeCall(registry.review, (RECORD, 1, outcome, note)));
        assertReview(1, Review(resident, DUE, outcome));
        vm.assertEq(abi.encode(registry.recordOf(RECORD), registry.historyOf(RECORD)), record);
    }

    function testFuzz_isDueThreeDaysAfterTheBlockThatLoggedIt(uint40 later, bool byGateway) external {
        later = uint40(within(later, 0, 3650 days));
        Access memory stated = emergency();
        vm.warp(NOW + later);
        if (byGateway) logBatch(gateway, 1, entry(stated));
        else logOwn(stated);
        assertReview(1, Review(resident, NOW + later + 259_200, Outcome.PENDING));
    }

    function test_isNeverDueAtATimeThatStartsAgain() external {
        vm.warp(NO_END - 72 hours);
        logOwn(emergency());
        assertReview(1, Review(resident, NO_END, Outcome.PENDING));
        vm.warp(NO_END - 72 hours + 1);
        bytes memory call = abi.encodeCall(registry.logOwn, (entry(emergency())));
        refuse(resident, call, abi.encodeWithSignature("Panic(uint256)", 0x11));
    }

    function testFuzz_countsHoweverLate(uint40 later) external {
        logOwn(emergency());
        uint40[4] memory times = [DUE - 1, DUE, DUE + 1, uint40(within(later, NOW, NO_END - 1))];
        for (uint256 i = 0; i < times.length; ++i) {
            uint256 before = vm.snapshotState();
            vm.warp(times[i]);
            send(reviewer, encode(RECORD, 1, Outcome.UNJUSTIFIED));
            assertReview(1, Review(resident, DUE, Outcome.UNJUSTIFIED));
            vm.revertToStateAndDelete(before);
        }
    }

    function test_reviewsWhatAnotherOrganizationsPractitionerDid() external {
        vm.prank(clinic);
        registry.admit(stranger, ActorKind.PRACTITIONER, Role.EMERGENCY | Role.REVIEWER, 0, NO_END);
        Access memory foreign = emergency();
        foreign.account = stranger;
        logOwn(foreign);
        refuse(stranger, encode(RECORD, 1, Outcome.JUSTIFIED), notReviewer(stranger, hospital));
        refuse(foreignReviewer, encode(RECORD, 1, Outcome.JUSTIFIED), notReviewer(foreignReviewer, hospital));
        send(reviewer, encode(RECORD, 1, Outcome.UNJUSTIFIED));
    }

    /// @dev Accesses of two records in any order, some in an emergency, and reviews by anybody of any of them.
    function testFuzz_isThatOfAModelWhateverIsTried(uint256 seed) external {
        bytes32[2] memory records = [RECORD, OTHER_RECORD];
        Review[10][2] memory model; // by record and number
        uint40[2] memory counts;
        for (uint256 i = 0; i < 24; ++i) {
            uint256 which = roll(seed, i) % 2;
            vm.warp(NOW + i * 1 hours);
            if (counts[which] < 9 && roll(seed, 100 + i) % 2 == 0) {
                bool isEmergency = roll(seed, 200 + i) % 3 != 0;
                Access memory stated = emergency();
                if (roll(seed, 300 + i) % 2 == 0) stated.account = chief;
                if (!isEmergency) stated.claim = BY_NONE;
                AccessEntry memory given = entry(stated);
                given.record = records[which];
                send(stated.account, abi.encodeCall(registry.logOwn, (given)));
                Review memory owed = Review(stated.account, uint40(NOW + i * 1 hours + 72 hours), Outcome.PENDING);
                if (isEmergency) model[which][counts[which] + 1] = owed;
                ++counts[which];
            } else {
                uint40 number = uint40(roll(seed, 400 + i) % 10);
                address caller = roll(seed, 500 + i) % 2 == 0 ? reviewer : chief;
                Review memory state = model[which][number];
                bool isOpen = state.due != 0 && state.outcome == Outcome.PENDING && caller != state.accessor;
                vm.assertTrue(does(caller, encode(records[which], number, Outcome.UNJUSTIFIED)) == isOpen, "reviewed");
                if (isOpen) model[which][number].outcome = Outcome.UNJUSTIFIED;
            }
            for (uint40 number = 0; number < 10; ++number) {
                bytes memory expected = abi.encode(model[which][number]);
                vm.assertEq(abi.encode(registry.reviewOf(records[which], number)), expected);
            }
        }
    }

    function encode(bytes32 record, uint40 number, Outcome outcome) private view returns (bytes memory) {
        return abi.encodeCall(registry.review, (record, number, outcome, NOTE));
    }

    function noReviewDue(bytes32 record, uint40 number) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IReviews.NoReviewDue.selector, record, number);
    }

    function notReviewer(address caller, address custodian) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IReviews.NotReviewer.selector, caller, custodian);
    }

    function assertReview(uint40 number, Review memory expected) private view {
        vm.assertEq(abi.encode(registry.reviewOf(RECORD, number)), abi.encode(expected));
    }
}
