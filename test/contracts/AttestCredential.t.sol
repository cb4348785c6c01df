// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {ICredentials} from "../../contracts/interfaces/ICredentials.sol";
import {IDirectory} from "../../contracts/interfaces/IDirectory.sol";
import {RoomWorld} from "./RoomWorld.sol";

// attestCredential
// ├── when the caller is not an organization in force → it reverts with NotOrganization
// ├── when the actor was never admitted → it reverts with NoCredential
// ├── when the credential is empty → it reverts with NoCredential
// └── otherwise → it is said, with any end, of any organization's actor; nothing is stored, and nothing is judged by it
contract AttestCredentialTest is RoomWorld {
    bytes32 private constant CREDENTIAL = keccak256("credential");

    function testFuzz_refusesWhoIsNoOrganization(address caller) external {
        address[6] memory callers = [caller, registrar, radiologist, gateway, admin, alice];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.assume(callers[i] != hospital && callers[i] != clinic);
            bytes memory refusal = abi.encodeWithSelector(IDirectory.NotOrganization.selector, callers[i]);
            refuse(callers[i], attestation(radiologist, CREDENTIAL, NO_END), refusal);
        }
    }

    function test_refusesASuspendedOrganization() external {
        vm.prank(admin);
        registry.suspendOrganization(hospital);
        bytes memory refusal = abi.encodeWithSelector(IDirectory.NotOrganization.selector, hospital);
        refuse(hospital, attestation(radiologist, CREDENTIAL, NO_END), refusal);
        send(clinic, attestation(radiologist, CREDENTIAL, NO_END));
    }

    function testFuzz_refusesAnAccountThatWasNeverAdmitted(address actor, bytes32 credential) external {
        vm.assume(registry.actorOf(actor).organization == address(0));
        bytes memory refusal = abi.encodeWithSelector(ICredentials.NoCredential.selector, actor, credential);
        refuse(hospital, attestation(actor, credential, NO_END), refusal);
    }

    function test_refusesAnEmptyCredential() external {
        bytes memory refusal = abi.encodeWithSelector(ICredentials.NoCredential.selector, radiologist, bytes32(0));
        refuse(hospital, attestation(radiologist, 0, NO_END), refusal);
    }

    function testFuzz_saysAnyCredentialWithAnyEndAndStoresNothing(
        bytes32 credential,
        uint40 until,
        uint256 actor
    ) external {
        vm.assume(credential != 0);
        address[7] memory actors = [radiologist, consultant, tool, foreignTool, gateway, hospital, clinic];
        address of_ = actors[actor % 7];
        vm.expectEmit(address(registry));
        emit ICredentials.CredentialAttested(of_, hospital, credential, until);
        sendWithoutWriting(hospital, attestation(of_, credential, until));
    }

    function test_saysItOfAnActorThatIsNoMoreInForce() external {
        vm.prank(hospital);
        registry.suspend(radiologist);
        vm.expectEmit(address(registry));
        emit ICredentials.CredentialAttested(radiologist, clinic, CREDENTIAL, NOW);
        send(clinic, attestation(radiologist, CREDENTIAL, NOW));
    }

    function testFuzz_changesNothingOfTheActor(uint40 until) external {
        bytes memory actor = abi.encode(registry.actorOf(radiologist));
        send(hospital, attestation(radiologist, CREDENTIAL, until));
        vm.assertEq(abi.encode(registry.actorOf(radiologist)), actor);
        vm.assertTrue(registry.wasValid(radiologist, NOW));
    }

    function attestation(address actor, bytes32 credential, uint40 until) private view returns (bytes memory) {
        return abi.encodeCall(registry.attestCredential, (actor, credential, until));
    }
}
