// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry, Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {Terms} from "../../contracts/interfaces/IConsents.sol";
import {Hold, IPatients, Patient} from "../../contracts/interfaces/IPatients.sol";
import {Appointment, Power} from "../../contracts/interfaces/IProxies.sol";
import {Registration, Status} from "../../contracts/interfaces/IRecords.sol";
import {World} from "./World.sol";
import {Access, packAccess} from "./Words.sol";

/// @notice The world with a third patient, Carol, who had no wallet when the hospital enrolled her: the hospital holds the key. And with people who
///         may act for patients.
abstract contract ProxyWorld is World {
    uint48 internal constant CAROL = 3;
    bytes32 internal constant CAROLS_RECORD = keccak256("record of Carol");
    uint40 internal constant UNTIL = NOW + 30 days;
    uint32 internal constant DELAY = 7 days;

    address internal guardian = name("guardian");
    address internal brother = name("brother");
    address internal newAlice = name("new account of Alice");
    address internal carol = name("carol");
    address internal heldKey = name("key that the hospital holds for Carol");

    function setUp() public virtual override {
        super.setUp();
        vm.warp(START);
        vm.startPrank(hospital);
        registry.enroll(heldKey, Hold.CUSTODIAL);
        registry.register(Registration(CAROLS_RECORD, CAROL, STUDY, Status.FINAL, DIGEST));
        vm.stopPrank();
        vm.warp(NOW);
    }

    /// @notice Alice lets the guardian decide and read for her, from now on for thirty days.
    function appointment() internal view returns (Appointment memory) {
        return Appointment(ALICE, guardian, Power.CONSENT | Power.ACCESS, false, 0, UNTIL);
    }

    /// @notice Appoints as the controller.
    function appoint(Appointment memory a) internal {
        vm.prank(controller(a.patient));
        registry.appoint(a);
    }

    function dismiss(uint48 patient, address proxy) internal {
        vm.prank(controller(patient));
        registry.dismiss(patient, proxy);
    }

    function handOver(uint48 patient, address to) internal {
        offer(patient, to);
        vm.prank(to);
        registry.acceptHandover(patient);
    }

    function offer(uint48 patient, address to) internal {
        vm.prank(controller(patient));
        registry.offerHandover(patient, to);
    }

    /// @notice Carol comes with a wallet, and the hospital lets go.
    function claimCarol() internal {
        offer(CAROL, carol);
        vm.prank(carol);
        registry.claim(CAROL);
    }

    function chooseRecovery(uint48 patient, address account) internal {
        vm.prank(controller(patient));
        registry.chooseRecovery(patient, account, DELAY);
    }

    function requestRecovery(uint48 patient, address by, address to) internal {
        vm.prank(by);
        registry.requestRecovery(patient, to);
    }

    function declareIncapacity(uint48 patient, uint40 until) internal {
        vm.prank(hospital);
        registry.declareIncapacity(patient, until);
    }

    /// @notice What the contract says when the account states that it read, at that time, as the patient.
    function basisAsPatient(uint48 patient, address account, uint40 time) internal view returns (Basis basis) {
        bytes32 record = patient == ALICE ? RECORD : CAROLS_RECORD;
        Access memory stated = Access(account, time, TREAT, READ, BY_PATIENT, 0);
        (basis, ) = registry.basisOf(AccessEntry(record, 0, packAccess(stated)));
    }

    function assertReads(uint48 patient, address account, uint40 time, Basis expected) internal view {
        assertBasis(basisAsPatient(patient, account, time), expected);
    }

    function assertEpoch(uint48 patient, uint32 epoch) internal view {
        vm.assertEq(registry.epochOf(patient), epoch, "epoch");
    }

    function assertPatient(uint48 patient, Patient memory expected) internal view {
        vm.assertEq(abi.encode(registry.patientOf(patient)), abi.encode(expected));
    }

    /// @notice The account can permit for the patient, now and for a second.
    function assertConsents(uint48 patient, address account) internal {
        vm.prank(account);
        registry.permit(shortTerms(patient));
    }

    function assertDoesNotConsent(uint48 patient, address account) internal {
        vm.expectRevert(abi.encodeWithSelector(IPatients.NotActingFor.selector, account, patient));
        vm.prank(account);
        registry.permit(shortTerms(patient));
    }

    function shortTerms(uint48 patient) internal view returns (Terms memory t) {
        t = terms();
        (t.patient, t.scope, t.until) = (patient, ALL_RECORDS, uint40(block.timestamp) + 1);
    }

    function refuse(address by, bytes memory call, bytes memory refusal) internal {
        vm.prank(by);
        (bool done, bytes memory answer) = address(registry).call(call);
        vm.assertFalse(done, "was not refused");
        vm.assertEq(answer, refusal);
    }

    /// @notice A call about who acts for the patient is refused to everybody but the controller.
    function assertOnlyController(uint48 patient, bytes memory call) internal {
        address holder = controller(patient);
        address[7] memory callers = [stranger, bob, hospital, registrar, admin, guardian, brother];
        for (uint256 i = 0; i < callers.length; ++i) {
            refuse(callers[i], call, abi.encodeWithSelector(IPatients.NotController.selector, callers[i], holder));
        }
    }

    function controller(uint48 patient) internal view returns (address) {
        return registry.patientOf(patient).controller;
    }
}
