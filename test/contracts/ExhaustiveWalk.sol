// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessEntry, Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {Terms} from "../../contracts/interfaces/IConsents.sol";
import {Hold} from "../../contracts/interfaces/IPatients.sol";
import {Appointment, Power} from "../../contracts/interfaces/IProxies.sol";
import {Registration, Status} from "../../contracts/interfaces/IRecords.sol";
import {Cast, ExhaustiveModel, Model, Operation} from "./ExhaustiveModel.sol";
import {Signing} from "./Signing.sol";
import {Vm} from "./Vm.sol";
import {Access, Verdict, packAccess, slice, unpackVerdict} from "./Words.sol";

/// @notice Walks every sequence of operations up to a length, on the registry and on the model beside it, and compares them after each operation: what
///         was refused and by which error, all that is stored, and the verdict on three accesses.
abstract contract ExhaustiveWalk is Signing {
    using ExhaustiveModel for Model;

    uint256 private constant OPERATIONS = uint256(type(Operation).max) + 1;
    uint48 private constant PATIENT = 3;
    bytes32 private constant SCAN = keccak256("scan of a patient without a wallet");

    bytes private kept;
    address private guardian = name("guardian");
    address private rescuer = name("rescuer");

    function setUp() public override {
        super.setUp();
        vm.startPrank(hospital);
        registry.enroll(alice, Hold.CUSTODIAL);
        registry.register(Registration(SCAN, PATIENT, STUDY, Status.FINAL, DIGEST));
        vm.stopPrank();
        kept = signPermit(cast().terms);
    }

    /// @dev How many sequences were walked. Everything that the walk did is taken back by this.
    error Walked(uint256 count);

    /// @notice Every sequence that starts with `first`: of up to three operations, of up to five in the deep lane, or as many as FIDUCIAL_WALK says.
    function walkFrom(Operation first) internal {
        uint256 length = vm.envOr("FIDUCIAL_WALK", vm.envOr("FIDUCIAL_DEEP", uint256(0)) == 1 ? uint256(5) : 3);
        Model memory start;
        (start.time, start.patient) = (NOW, registry.patientOf(PATIENT));
        print("sequences:", branch(start, first, length));
    }

    /// @dev What a console prints of a call to this address: Hardhat's and Foundry's both.
    function print(string memory what, uint256 count) private view {
        address console = 0x000000000000000000636F6e736F6c652e6c6f67;
        (bool isTaken, ) = console.staticcall(abi.encodeWithSignature("log(string,uint256)", what, count));
        isTaken; // nothing depends on it
    }

    /// @notice One operation, and every sequence of up to `length` that starts with it. Always reverts.
    function walk(Model memory m, Operation what, uint256 length) external {
        step(m, what);
        uint256 count = 1;
        for (uint256 next = 0; length > 1 && next < OPERATIONS; ++next) {
            count += branch(m, Operation(next), length - 1);
        }
        revert Walked(count);
    }

    /// @dev A call that reverts leaves nothing behind, neither state nor logs nor memory: a snapshot would copy all logs of the walk each time.
    function branch(Model memory m, Operation what, uint256 length) private returns (uint256) {
        (, bytes memory answer) = address(this).call(abi.encodeCall(this.walk, (m, what, length)));
        if (bytes4(answer) == Walked.selector) return uint256(slice(answer, 4));
        assembly ("memory-safe") {
            revert(add(answer, 32), mload(answer)) // the disagreement, as it was found
        }
    }

    function step(Model memory m, Operation what) private {
        Cast memory c = cast();
        bool logs = what == Operation.GATEWAY_LOGS;
        address controller = m.patient.controller;
        uint40 logged = m.accesses;
        bytes4 expected = m.apply_(what, c);
        vm.warp(m.time);
        if (logs) vm.recordLogs();
        bytes4 refusal = send(what, c, controller, logged);
        vm.assertEq(refusal, expected);
        if (logs) compareLog(m, c, logged);
        compare(m);
        compareVerdicts(m, c);
    }

    /// @dev The error's selector; zero when it was taken.
    function send(Operation what, Cast memory c, address controller, uint40 logged) private returns (bytes4) {
        (address by, bytes memory call) = callOf(what, c, controller, logged);
        if (by == address(0)) return 0;
        vm.prank(by);
        (bool done, bytes memory answer) = address(registry).call(call);
        return done ? bytes4(0) : bytes4(answer);
    }

    function callOf(
        Operation what,
        Cast memory c,
        address controller,
        uint40 logged
    ) private view returns (address, bytes memory) {
        if (what == Operation.ALICE_PERMITS) return (alice, permitAct(c.terms));
        if (what == Operation.CONTROLLER_REVOKES) return (controller, revocationAct(c.terms));
        if (what == Operation.GUARDIAN_PERMITS) return (guardian, permitAct(c.terms));
        if (what == Operation.KEPT_PERMIT_IS_SENT) return (stranger, sent(permitAct(c.terms), kept));
        if (what == Operation.ALICE_REVOKES_BY_SIGNATURE)
            return (stranger, sent(revocationAct(c.terms), signRevocation(c.terms)));
        if (what == Operation.GUARDIAN_VOIDS) return (guardian, abi.encodeCall(registry.voidSignatures, (PATIENT)));
        if (what == Operation.ALICE_OFFERS_TO_BOB)
            return (alice, abi.encodeCall(registry.offerHandover, (PATIENT, bob)));
        if (what == Operation.BOB_ACCEPTS) return (bob, abi.encodeCall(registry.acceptHandover, (PATIENT)));
        if (what == Operation.BOB_CLAIMS) return (bob, abi.encodeCall(registry.claim, (PATIENT)));
        if (what == Operation.CONTROLLER_APPOINTS_GUARDIAN) return (controller, appointment());
        if (what == Operation.GUARDIAN_RESIGNS)
            return (guardian, abi.encodeCall(registry.dismiss, (PATIENT, guardian)));
        if (what == Operation.ALICE_CHOOSES_RECOVERY)
            return (alice, abi.encodeCall(registry.chooseRecovery, (PATIENT, rescuer, 1 days)));
        if (what == Operation.RECOVERY_IS_REQUESTED)
            return (rescuer, abi.encodeCall(registry.requestRecovery, (PATIENT, alice)));
        if (what == Operation.RECOVERY_IS_DONE) return (stranger, abi.encodeCall(registry.recover, (PATIENT)));
        if (what == Operation.GATEWAY_LOGS)
            return (gateway, abi.encodeCall(registry.logAccesses, (logged + 1, entries(c))));
        return (address(0), "");
    }

    function sent(bytes memory act, bytes memory signature) private view returns (bytes memory) {
        return abi.encodeCall(registry.actBySignature, (act, alone(alice, NO_END, signature)));
    }

    function appointment() private view returns (bytes memory) {
        uint40 until = uint40(block.timestamp) + 2 days;
        Appointment memory a = Appointment(PATIENT, guardian, Power.CONSENT | Power.ACCESS, false, 0, until);
        return abi.encodeCall(registry.appoint, (a));
    }

    /// @dev The radiologist by the permit, the controller at the start and the guardian as the patient.
    function entries(Cast memory c) private view returns (AccessEntry[] memory list) {
        list = new AccessEntry[](3);
        uint40 time = uint40(block.timestamp);
        address[3] memory accessors = [radiologist, c.alice, c.guardian];
        for (uint256 i = 0; i < 3; ++i) {
            uint8 claim = i == 0 ? BY_PERMIT : BY_PATIENT;
            list[i] = AccessEntry(SCAN, 0, packAccess(Access(accessors[i], time, TREAT, READ, claim, 0)));
        }
    }

    function verdicts(Model memory m, Cast memory c) private pure returns (Basis[3] memory) {
        return
            [
                m.permitHolds() ? Basis.PERMIT : Basis.NONE,
                m.readsAsPatient(c.alice, c) ? Basis.PATIENT : Basis.NONE,
                m.readsAsPatient(c.guardian, c) ? Basis.PATIENT : Basis.NONE
            ];
    }

    function compareVerdicts(Model memory m, Cast memory c) private view {
        AccessEntry[] memory list = entries(c);
        Basis[3] memory expected = verdicts(m, c);
        for (uint256 i = 0; i < 3; ++i) {
            (Basis basis, uint32 version) = registry.basisOf(list[i]);
            assertBasis(basis, expected[i]);
            vm.assertEq(version, basis == Basis.PERMIT ? m.permit.version : 0);
        }
    }

    function compareLog(Model memory m, Cast memory c, uint40 logged) private {
        Vm.Log[] memory said = vm.getRecordedLogs();
        Basis[3] memory expected = verdicts(m, c);
        vm.assertEq(said.length, 3);
        for (uint256 i = 0; i < 3; ++i) {
            (, , uint256 word) = abi.decode(said[i].data, (bytes32, uint256, uint256));
            Verdict memory verdict = unpackVerdict(word);
            vm.assertEq(verdict.number, logged + i + 1);
            vm.assertEq(verdict.entryNumber, logged + i + 1);
            vm.assertEq(verdict.basis, uint8(expected[i]));
        }
    }

    function compare(Model memory m) private view {
        vm.assertEq(abi.encode(registry.patientOf(PATIENT)), abi.encode(m.patient));
        vm.assertEq(abi.encode(registry.permitOf(PATIENT, SCAN, radiologist)), abi.encode(m.permit));
        vm.assertEq(abi.encode(registry.proxyOf(PATIENT, guardian)), abi.encode(m.guardian));
        vm.assertEq(abi.encode(registry.recoveryOf(PATIENT)), abi.encode(m.recovery));
        vm.assertEq(registry.handoverOf(PATIENT), m.offered);
        vm.assertEq(registry.accessCountOf(SCAN), m.accesses);
        vm.assertEq(registry.entryCountOf(gateway), m.accesses);
    }

    /// @dev The permit is for the scan, from now on, for two days from the start.
    function cast() private view returns (Cast memory) {
        Terms memory t = Terms(PATIENT, SCAN, radiologist, uint88(1) << TREAT, uint48(1) << STUDY, 0, NOW + 2 days);
        return Cast(alice, bob, guardian, rescuer, t);
    }
}
